"""The hub: who listens to what, and the newest frame of each topic. No Flask, no sockets.

Threads: `mark_dirty` and `subscribe` may be called from any. Frames are replaced, never changed: readers need no lock.
A topic without listeners does not exist here: nothing is drawn for it, and no old frame can be shown to the next one.
"""

from collections.abc import Callable, Iterable
from threading import Lock

from council.live import topics


class TooManyStreams(RuntimeError):
    """The hub carries as many streams as it may."""


class Channel:
    """One topic that somebody listens to."""

    __slots__ = ("busy", "dirty", "frame", "listeners", "not_before", "topic")

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.frame: bytes | None = None  # a new object for every change, compared by identity
        self.dirty = True
        self.listeners: set[Subscription] = set()
        self.busy = False  # owned by the coalescer: a task draws this channel
        self.not_before = 0.0  # owned by the coalescer: loop time of the next drawing


class Subscription:
    """One stream's place at the hub. `take` gives what it has not sent yet; `wake` is called when there may be more."""

    __slots__ = ("__weakref__", "channels", "closing", "sent", "wake")

    def __init__(self, channels: list[Channel], wake: Callable[[], None]) -> None:
        self.channels = channels
        self.sent: list[bytes | None] = [None] * len(channels)
        self.wake = wake
        self.closing = False

    def take(self) -> bytes:
        """The newest frames not yet taken, one after the other; empty if there are none."""
        fresh = b""
        for place, channel in enumerate(self.channels):
            frame = channel.frame
            if frame is not None and frame is not self.sent[place]:
                self.sent[place] = frame
                fresh += frame
        return fresh


class Hub:
    """All streams of one process."""

    def __init__(self, max_streams: int = 6000) -> None:
        self.max_streams = max_streams
        #: Called with channels that became dirty, from any thread. The coalescer puts itself here while it runs.
        self.on_dirty: Callable[[list[Channel]], None] | None = None
        self._lock = Lock()
        self._subjects: dict[str, dict[str, Channel]] = {}
        self._subscriptions: set[Subscription] = set()
        self._closed = False

    @property
    def streams(self) -> int:
        """How many streams are open."""
        return len(self._subscriptions)

    def listeners(self, topic: str) -> int:
        """How many streams carry `topic`."""
        channel = self._subjects.get(topics.subject(topic), {}).get(topic)
        return len(channel.listeners) if channel else 0

    def following(self, prefix: str) -> int:
        """How many streams carry a topic that begins like this, past the id (`meeting.12.wall.`)."""
        channels = self._subjects.get(topics.subject(prefix), {})
        return sum(len(channel.listeners) for name, channel in list(channels.items()) if name.startswith(prefix))

    def subscribe(self, names: Iterable[str], wake: Callable[[], None]) -> Subscription:
        """A place for a stream of these topics; what is not drawn yet will be.

        Raises:
            TooManyStreams: the hub is full or closes.
        """
        with self._lock:
            if self._closed or len(self._subscriptions) >= self.max_streams:
                raise TooManyStreams
            channels = [self._channel(name) for name in names]
            subscription = Subscription(channels, wake)
            for channel in channels:
                channel.listeners.add(subscription)
            self._subscriptions.add(subscription)
        undrawn = [channel for channel in channels if channel.frame is None]
        if undrawn and self.on_dirty is not None:
            self.on_dirty(undrawn)
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        """Give the place back. A topic that nobody listens to any more is forgotten."""
        with self._lock:
            self._subscriptions.discard(subscription)
            for channel in subscription.channels:
                channel.listeners.discard(subscription)
                if not channel.listeners:
                    self._forget(channel)

    def mark_dirty(self, prefix: str) -> None:
        """What these topics show has changed. `prefix` is a topic or a beginning of one, past the id (`meeting.12.`).

        Call it after the commit. Costs about a microsecond when nobody listens, and when it is already marked.
        """
        channels = self._subjects.get(topics.subject(prefix))
        if channels is None:
            return
        self._mark([channel for name, channel in list(channels.items()) if name.startswith(prefix)])

    def mark_all(self) -> None:
        """Everything may have changed (the bus was away)."""
        with self._lock:
            channels = [channel for group in self._subjects.values() for channel in group.values()]
        self._mark(channels)

    def dirty(self) -> list[Channel]:
        """What waits to be drawn."""
        with self._lock:
            return [channel for group in self._subjects.values() for channel in group.values() if channel.dirty]

    def subscriptions(self) -> list[Subscription]:
        """All places, as they are now."""
        with self._lock:
            return list(self._subscriptions)

    def close(self) -> None:
        """Refuse new streams and end the open ones. Call it where `wake` may be called."""
        with self._lock:
            self._closed = True
            subscriptions = list(self._subscriptions)
        for subscription in subscriptions:
            subscription.closing = True
            subscription.wake()

    def open(self) -> None:
        """Accept streams (again)."""
        self._closed = False

    def _mark(self, channels: list[Channel]) -> None:
        # A channel that is dirty already has its turn coming, and reads after this commit: no need to wake the loop.
        clean = [channel for channel in channels if not channel.dirty]
        for channel in clean:
            channel.dirty = True
        if clean and self.on_dirty is not None:
            self.on_dirty(clean)

    def _channel(self, name: str) -> Channel:
        group = self._subjects.setdefault(topics.subject(name), {})
        channel = group.get(name)
        if channel is None:
            channel = group[name] = Channel(name)
        return channel

    def _forget(self, channel: Channel) -> None:
        subject = topics.subject(channel.topic)
        group = self._subjects.get(subject, {})
        if group.get(channel.topic) is channel:
            del group[channel.topic]
            if not group:
                self._subjects.pop(subject, None)

import timeit

import pytest

from council.live.hub import Channel, Hub, TooManyStreams

WALL = "meeting.1.wall.en"
PHONE = "meeting.1.phone.en"


def _nothing() -> None:
    pass


def _listening_hub(*names: str) -> tuple[Hub, list[str]]:
    hub, marked = Hub(), []
    hub.subscribe(names, _nothing)
    for channel in hub.dirty():
        channel.dirty = False
    hub.on_dirty = lambda channels: marked.extend(channel.topic for channel in channels)
    return hub, marked


def _channel(hub: Hub, name: str) -> Channel:
    return next(channel for sub in hub.subscriptions() for channel in sub.channels if channel.topic == name)


def test_a_slow_reader_jumps_to_the_newest_frame() -> None:
    hub = Hub()
    subscription = hub.subscribe([WALL], _nothing)
    for number in range(1000):
        _channel(hub, WALL).frame = f"event: wall\ndata: {number}\n\n".encode()
    assert subscription.take() == b"event: wall\ndata: 999\n\n"
    assert subscription.take() == b""


def test_a_new_reader_starts_with_the_full_state() -> None:
    hub = Hub()
    hub.subscribe([WALL], _nothing)
    _channel(hub, WALL).frame = b"now"
    assert hub.subscribe([WALL], _nothing).take() == b"now"


def test_a_stream_of_two_topics_takes_each_once() -> None:
    hub = Hub()
    subscription = hub.subscribe([WALL, PHONE], _nothing)
    _channel(hub, WALL).frame = b"wall1"
    assert subscription.take() == b"wall1"
    _channel(hub, PHONE).frame = b"phone1"
    _channel(hub, WALL).frame = b"wall2"
    assert subscription.take() == b"wall2phone1"


def test_a_mark_reaches_all_views_of_the_thing_and_no_other() -> None:
    hub, marked = _listening_hub(WALL, PHONE, "meeting.11.wall.en", "poll.1.wall.en")
    hub.mark_dirty("meeting.1.")
    assert sorted(marked) == [PHONE, WALL]


def test_a_mark_of_one_view_reaches_all_its_languages() -> None:
    hub, marked = _listening_hub(WALL, PHONE, "meeting.1.wall.zh_CN")
    hub.mark_dirty("meeting.1.wall.")
    assert sorted(marked) == [WALL, "meeting.1.wall.zh_CN"]


def test_what_is_marked_already_is_not_marked_again() -> None:
    hub, marked = _listening_hub(WALL)
    for _ in range(5):
        hub.mark_dirty("meeting.1.")
    assert marked == [WALL]


def test_a_topic_without_readers_is_forgotten_with_its_frame() -> None:
    hub = Hub()
    first = hub.subscribe([WALL], _nothing)
    _channel(hub, WALL).frame = b"old"
    hub.unsubscribe(first)
    hub.unsubscribe(first)  # twice is once
    assert (hub.streams, hub.listeners(WALL)) == (0, 0)
    assert hub.subscribe([WALL], _nothing).take() == b"", "a frame from before the pause may be wrong by now"


def test_a_full_hub_refuses_and_a_freed_place_is_given_again() -> None:
    hub = Hub(max_streams=2)
    first = hub.subscribe([WALL], _nothing)
    hub.subscribe([WALL], _nothing)
    with pytest.raises(TooManyStreams):
        hub.subscribe([WALL], _nothing)
    hub.unsubscribe(first)
    hub.subscribe([WALL], _nothing)


def test_a_closing_hub_wakes_its_streams_and_refuses_new_ones() -> None:
    hub, woken = Hub(), []
    subscription = hub.subscribe([WALL], lambda: woken.append(1))
    hub.close()
    assert subscription.closing
    assert woken == [1]
    with pytest.raises(TooManyStreams):
        hub.subscribe([WALL], _nothing)


def test_marking_costs_next_to_nothing_when_nobody_listens() -> None:
    hub, _ = _listening_hub(WALL)
    seconds = min(timeit.repeat(lambda: hub.mark_dirty("meeting.2."), number=10_000, repeat=5)) / 10_000
    assert seconds < 20e-6  # measured 0.5 µs; the bound only catches work that grows

"""Text messages leave beside the request, never inside it.

So the page answers as fast for a number that nobody has as for one that somebody has, and a slow provider holds up
no thread that has pages to make. How the last messages fared is remembered, and said on the page.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from time import monotonic

from flask import current_app

from council.accounts.sms.sender import Sender, SendFailed, sender_for

log = logging.getLogger(__name__)

#: After a failure, visitors are told for so many seconds that messages may not arrive.
TROUBLED = 600


class Outbox:
    """Sends codes with one sender, two at a time."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="sms")
        self._under_way: set[Future[None]] = set()
        self._failed_at: float | None = None

    @property
    def is_troubled(self) -> bool:
        """Whether the last message did not go out, not long ago."""
        return self._failed_at is not None and monotonic() - self._failed_at < TROUBLED

    def post(self, number: str, code: str, locale: str) -> None:
        """Send a code soon. Returns at once; call it after the commit."""
        sent = self._pool.submit(self._send, number, code, locale)
        self._under_way.add(sent)
        sent.add_done_callback(self._under_way.discard)

    def settle(self, seconds: float = 30) -> None:
        """Wait until what was posted has gone out or failed."""
        wait(list(self._under_way), timeout=seconds)

    def _send(self, number: str, code: str, locale: str) -> None:
        try:
            self._sender.send(number, code, locale)
        except SendFailed as failure:
            self._failed_at = monotonic()
            log.warning("A text message did not go out: %s", failure)
        except Exception as error:  # a sender of somebody else's must not end the thread unheard
            self._failed_at = monotonic()
            log.error("The sender of text messages broke: %s", type(error).__name__)
        else:
            self._failed_at = None


def outbox() -> Outbox | None:
    """The outbox of this application; None where no sender is set up."""
    if "sms" not in current_app.extensions:
        sender = sender_for(current_app.config["SMS"])
        current_app.extensions["sms"] = Outbox(sender) if sender else None
    made: Outbox | None = current_app.extensions["sms"]
    return made

"""What operations call: a thing changed, so whatever shows it is drawn anew."""

from functools import partial

from flask import current_app

from council.base.db import after_commit
from council.live.service import live_of


def touch(noun: str, key: int) -> None:
    """Inside an operation: draw all views of this thing anew once the transaction is on disk. Repeats cost nothing."""
    after_commit(partial(live_of(current_app).changed, f"{noun}.{key}."))


def touch_now(noun: str, key: int) -> None:
    """The same where the commit is already done (casting a vote, which has a transaction of its own)."""
    live_of(current_app).changed(f"{noun}.{key}.")

"""Who is acting in this request. The residents' room says how to find out; everyone else only asks."""

from collections.abc import Callable

from flask import g

from council.base.errors import SignInNeeded
from council.permits.actor import Actor

_load: Callable[[], Actor | None] | None = None


def set_loader(load: Callable[[], Actor | None]) -> None:
    """Tell how to find the signed-in person of a request."""
    global _load
    _load = load


def current_actor() -> Actor | None:
    """The signed-in person, or None. Asked once a request."""
    if "actor" not in g:
        g.actor = _load() if _load else None
    actor: Actor | None = g.actor
    return actor


def signed_in() -> Actor:
    """The signed-in person.

    Raises:
        SignInNeeded: nobody is signed in.
    """
    actor = current_actor()
    if actor is None:
        raise SignInNeeded
    return actor

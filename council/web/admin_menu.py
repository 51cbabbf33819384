"""What can be administered: rooms register entries (in their `menu.py`), the hub shows those one may use."""

from collections.abc import Callable
from dataclasses import dataclass

from council.permits.actor import Actor
from council.permits.permission import Permission, reach


@dataclass(frozen=True)
class Entry:
    """A line of the hub.

    Args:
        title: a lazy text.
        sentence: a lazy text: what is done there.
        address: where it leads; called in a request.
        may: who is offered it.
        icon: of `static/icons`.
        order: small numbers first; places 10, people 50, papers 70, the journal 90.
    """

    title: object
    sentence: object
    address: Callable[[], str]
    may: Callable[[Actor], bool]
    icon: str
    order: int


entries: list[Entry] = []


def administers(
    *,
    title: object,
    sentence: object,
    address: Callable[[], str],
    icon: str,
    order: int,
    permission: Permission | None = None,
    may: Callable[[Actor], bool] | None = None,
) -> None:
    """Register a line of the hub: for who has `permission` for any place, or passes `may`, or for everyone."""
    allowed = may or (lambda actor: permission is None or bool(reach(actor, permission)))
    entries.append(Entry(title, sentence, address, allowed, icon, order))


def offered(actor: Actor) -> list[Entry]:
    """The lines that `actor` may use, in their order."""
    return sorted((entry for entry in entries if entry.may(actor)), key=lambda entry: entry.order)

"""What other parts of this room show on the account page: a template and what it needs."""

from collections.abc import Callable
from dataclasses import dataclass, field

from council.permits.actor import Actor


@dataclass(frozen=True)
class Section:
    """One section of the account page: `template` is included with `values` as the variable `section`."""

    template: str
    values: dict[str, object] = field(default_factory=dict)


Offer = Callable[[Actor], Section | None]

_offers: dict[int, Offer] = {}


def offers_section(order: int) -> Callable[[Offer], Offer]:
    """Let a function offer a section at this place of the page; it gives None for people it does not concern."""

    def register(offer: Offer) -> Offer:
        _offers[order] = offer
        return offer

    return register


def sections_for(actor: Actor) -> list[Section]:
    """The sections for this person, in their order."""
    return [section for _order, offer in sorted(_offers.items()) if (section := offer(actor)) is not None]

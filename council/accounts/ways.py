"""The ways in that the sign-in page offers, in their order. Each part of this room adds its own."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """One way to sign in, as a line on the sign-in page: what it is called, what one needs, where it leads."""

    label: str
    hint: str
    icon: str
    address: str
    data_test: str


Offer = Callable[[], Way | None]

_offers: dict[int, Offer] = {}


def offers_way(order: int) -> Callable[[Offer], Offer]:
    """Let a function offer a way in at this place of the list; it gives None where the way is not set up here."""

    def register(offer: Offer) -> Offer:
        _offers[order] = offer
        return offer

    return register


def ways_in() -> list[Way]:
    """All ways that are set up, in their order."""
    return [way for _order, offer in sorted(_offers.items()) if (way := offer()) is not None]

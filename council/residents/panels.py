"""What higher rooms may fill in: what an officer can do with a person on the list, such as making a sign-in link."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from council.permits.actor import Actor
from council.residents.access import Account


@dataclass(frozen=True)
class PersonAct:
    """One button beside a person: it posts to `address`. `confirm` is the sentence to agree to first, if any."""

    address: str
    label: str
    icon: str
    data_test: str
    confirm: str = ""
    once: bool = True
    cls: str = ""


Offer = Callable[[Actor, Account], Iterable[PersonAct]]

_offers: list[Offer] = []


def offers_acts(offer: Offer) -> Offer:
    """Let `offer` say which buttons stand beside a person."""
    if offer not in _offers:
        _offers.append(offer)
    return offer


def acts_for(actor: Actor, account: Account) -> list[PersonAct]:
    """The buttons that `actor` may press for a person."""
    return [act for offer in _offers for act in offer(actor, account)]

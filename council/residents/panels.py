"""What higher rooms may fill in: what an officer can do with a person, and where the list of people leads to."""

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
    #: it leads to a page at `address`, where everything else is said
    leads: bool = False


@dataclass(frozen=True)
class ListLink:
    """A page that the list of people leads to."""

    address: str
    label: str
    icon: str
    data_test: str


Offer = Callable[[Actor, Account], Iterable[PersonAct]]
LinkOffer = Callable[[Actor], Iterable[ListLink]]

_offers: list[Offer] = []
_rare: list[Offer] = []
_links: list[LinkOffer] = []


def offers_acts(offer: Offer) -> Offer:
    """Let `offer` say which buttons stand beside a person, on the list and on their page."""
    if offer not in _offers:
        _offers.append(offer)
    return offer


def offers_rare_acts(offer: Offer) -> Offer:
    """Let `offer` say which buttons stand on a person's page only: the list stays easy to read."""
    if offer not in _rare:
        _rare.append(offer)
    return offer


def offers_list_links(offer: LinkOffer) -> LinkOffer:
    """Let `offer` say where the list of people leads somebody."""
    if offer not in _links:
        _links.append(offer)
    return offer


def acts_for(actor: Actor, account: Account) -> list[PersonAct]:
    """The buttons that `actor` may press for a person on the list."""
    return [act for offer in _offers for act in offer(actor, account)]


def all_acts_for(actor: Actor, account: Account) -> list[PersonAct]:
    """… and those on the person's own page."""
    return [act for offer in (*_offers, *_rare) for act in offer(actor, account)]


def list_links_for(actor: Actor) -> list[ListLink]:
    """The pages that the list of people leads `actor` to."""
    return [link for offer in _links for link in offer(actor)]

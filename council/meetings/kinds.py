"""The kinds of meetings as data: who is called, by whose rules it is held, what it is called on paper.

The assemblies' own votes may also be held outside a hall (see `council.polls.planning`), as owners mostly do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import gettext as _

from council.charters.rules import Body
from council.meetings.models import MeetingKind
from council.meetings.motions.rules import Formality
from council.polls.kinds import N_, Electorate
from council.tally.policies import ProxyCap

#: At most three others, in writing: what the Organic Law of Urban Residents' Committees (art. 17) says of its own
#: elections, taken over for the assemblies, on which it is silent. A procedure with a cap of its own goes before.
AT_MOST_THREE = ProxyCap(count=3)
ANYONE = N_("Everyone who comes may take part in straw polls.")


@dataclass(frozen=True)
class Blueprint:
    """One kind. Texts are English gettext messages; `name` holds `%(number)s`."""

    #: in the form: what it is for, in one line
    choice: str
    #: without a number
    body_name: str
    #: with its number: on walls, in lists
    name: str
    minutes: str
    #: on the home page while it runs
    on_now: str
    #: before they check in: to who is called, and to who is not
    called: str
    guest: str
    body: Body
    #: who is called; None: anyone may come and nobody is called by name
    electorate: Electorate | None = None
    #: whose rule holds for what asks for more than the usual majority
    heavier: Body | None = None
    #: how many absent members one person may stand in for unless the procedure's rule says otherwise; None: nobody
    #: stands in for another. Owners: Property Management Regulations, art. 12 (an owner may send an agent), in writing
    #: by the Civil Code, art. 165. Households: art. 26 of the Organic Law lets one of each come and forbids no proxy.
    #: Members of a council and representatives are elected to judge themselves, and two thirds of them must be
    #: present (art. 29): there are none unless the council's own rules say so.
    proxies: ProxyCap | None = None
    #: also an adult without a seat may hold one; else only another member
    others_hold: bool = False

    @property
    def formality(self) -> Formality:
        """How formally it is held unless the plan says otherwise."""
        return Formality.TALK if self.electorate is None else Formality.SIMPLE


BLUEPRINTS: Mapping[str, Blueprint] = MappingProxyType(
    {
        MeetingKind.WEEKEND_COUNCIL: Blueprint(
            choice=N_("Weekend council: agenda, quorum, votes, resolutions"),
            body_name=N_("Weekend council"),
            name=N_("Weekend council no. %(number)s"),
            minutes=N_("Weekend council: minutes"),
            on_now=N_("The weekend council is on"),
            called=N_("You are a member: you have a vote."),
            guest=N_("You are welcome in attendance: you may speak, members vote."),
            body=Body.WEEKEND_COUNCIL,
            electorate=Electorate.MEMBERS,
        ),
        MeetingKind.EVENING_TALK: Blueprint(
            choice=N_("Evening talk: anyone may come; straw polls, no motions"),
            body_name=N_("Evening talk"),
            name=N_("Evening talk no. %(number)s"),
            minutes=N_("Evening talk: minutes"),
            on_now=N_("The evening talk is on"),
            called=ANYONE,
            guest=ANYONE,
            body=Body.EVENING_TALK,
        ),
        MeetingKind.LISTENING: Blueprint(
            choice=N_("Listening session: the committee listens on one matter before it is decided"),
            body_name=N_("Listening session"),
            name=N_("Listening session no. %(number)s"),
            minutes=N_("Listening session: minutes"),
            on_now=N_("The listening session is on"),
            called=ANYONE,
            guest=ANYONE,
            body=Body.EVENING_TALK,
        ),
        MeetingKind.REPRESENTATIVES: Blueprint(
            choice=N_("Representatives' assembly: the residents' representatives decide, two thirds must come"),
            body_name=N_("Representatives' assembly"),
            name=N_("Representatives' assembly no. %(number)s"),
            minutes=N_("Representatives' assembly: minutes"),
            on_now=N_("The representatives' assembly is on"),
            called=N_("You are a residents' representative: you have a vote."),
            guest=N_("You are welcome in attendance: you may speak, the residents' representatives vote."),
            body=Body.REPRESENTATIVES,
            electorate=Electorate.REPRESENTATIVES,
        ),
        MeetingKind.RESIDENTS_MEETING: Blueprint(
            choice=N_("Residents' meeting: one of each household decides, more than half must come"),
            body_name=N_("Residents' meeting"),
            name=N_("Residents' meeting no. %(number)s"),
            minutes=N_("Residents' meeting: minutes"),
            on_now=N_("The residents' meeting is on"),
            called=N_("You are here for your household: you have a vote."),
            guest=N_("You are welcome and may speak; one of each household votes."),
            body=Body.RESIDENTS_MEETING,
            electorate=Electorate.HOUSEHOLDS,
            proxies=AT_MOST_THREE,
        ),
        MeetingKind.OWNERS_ASSEMBLY: Blueprint(
            choice=N_("Owners' assembly: all owners decide, by heads and by floor area; two thirds of both must come"),
            body_name=N_("Owners' assembly"),
            name=N_("Owners' assembly no. %(number)s"),
            minutes=N_("Owners' assembly: minutes"),
            on_now=N_("The owners' assembly is on"),
            called=N_("You are an owner: you have a vote."),
            guest=N_("You are welcome in attendance: you may speak, the owners vote."),
            body=Body.OWNERS,
            electorate=Electorate.OWNERS,
            heavier=Body.OWNERS_SPECIAL,
            proxies=AT_MOST_THREE,
            others_hold=True,
        ),
    }
)
#: Nobody is called by name, and whoever comes takes part.
OPEN_TO_ALL = frozenset(kind for kind, blueprint in BLUEPRINTS.items() if blueprint.electorate is None)


def kind_and_number(kind: str, number: int) -> str:
    """`第 12 次周末议事会`: the name of a meeting from its kind and number."""
    return _(BLUEPRINTS[kind].name, number=number)


def on_now_words(kind: str) -> str:
    """What is on, for the lit card."""
    return _(BLUEPRINTS[kind].on_now)


def part_words(kind: str, *, called: bool) -> str:
    """What somebody who has not checked in yet may do at a meeting of this kind."""
    blueprint = BLUEPRINTS[kind]
    return _(blueprint.called if called else blueprint.guest)


def minutes_title(kind: str) -> str:
    """The second line of the minutes' red head."""
    return _(BLUEPRINTS[kind].minutes)

"""Written proxies: one votes for another, within limits, and the names of both can be read.

Organic Law of Urban Residents' Committees, article 17: in writing, for at most three others, never held by a candidate.
A rule with caps of its own (`tally.policies.ProxyCap`) goes before.
"""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import func, select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref
from council.live.changes import touch
from council.polls.entering import enter as note
from council.polls.kinds import Marking
from council.polls.models import Ballot, Poll, RollEntry, Secrecy
from council.polls.papers.common import demand_free, entry_of, opened, refuse_on_paper
from council.residents.models import Person
from council.tally.policies import Policies, ProxyCap

#: Without a cap in the rule itself.
USUAL = ProxyCap(count=3)


@operation
def give_proxy(*, poll: Poll, entry_id: int, holder_id: int, actor_id: int) -> RollEntry:
    """Record that a voter has given a written proxy. The same again changes nothing.

    Raises:
        Invalid: the holder is the voter, is no adult of the roster, or stands for election.
        Conflict: the vote has been given, a proxy is held by somebody else, the holder has too many, or the poll is
            secret or on paper (there a proxy takes a paper) or not open.
    """
    poll, entry = opened(poll), entry_of(poll, entry_id)
    if entry.holder_id == holder_id:
        return entry
    refuse_on_paper(poll)
    if poll.secrecy == Secrecy.SECRET:
        raise Conflict(_("In a secret vote whoever holds a proxy takes a paper."))
    demand_free(entry)
    if entry.holder_id is not None:
        raise Conflict(_("Somebody else holds this proxy. Take it back first."))
    holder = db.session.get(Person, holder_id)
    _demand_fit(poll, entry, holder)
    _demand_room(poll, entry, holder_id)
    entry.holder_id = holder_id
    note(poll, "proxy_given", actor_id, [Ref("person", entry.person_id), Ref("person", holder_id)], {})
    db.session.flush()
    return entry


@operation
def take_proxy_back(*, poll: Poll, entry_id: int, actor_id: int) -> RollEntry:
    """The voter has taken the proxy back. Twice changes nothing.

    Raises:
        Conflict: it has been used, was lodged before the poll opened, or the poll is not open.
    """
    poll, entry = opened(poll), entry_of(poll, entry_id)
    if entry.holder_id is None:
        return entry
    if entry.channel == "proxy" and entry.marked_at is not None:
        raise Conflict(_("The proxy has been used."))
    if entry.lodged:
        raise Conflict(_("This proxy was lodged before the vote opened. It stands for this vote."))
    entry.holder_id = None
    note(poll, "proxy_taken_back", actor_id, [Ref("person", entry.person_id)], {})
    db.session.flush()
    return entry


@operation
def vote_by_proxy(*, poll: Poll, entry_id: int, holder_id: int, choice: str, marks: str) -> RollEntry:
    """Cast the vote of whoever gave the proxy; it is final. The same again changes nothing.

    Raises:
        Conflict: this person holds no proxy for it, the vote has been given, the poll is secret, on paper or not
            open, or it is marked in another way.
    """
    poll, entry = opened(poll), entry_of(poll, entry_id)
    if entry.holder_id != holder_id:
        raise Conflict(_("You hold no proxy for this vote."))
    refuse_on_paper(poll)
    if poll.secrecy == Secrecy.SECRET:
        raise Conflict(_("In a secret vote whoever holds a proxy takes a paper."))
    if (poll.marking == Marking.STANCE) != (marks == ""):
        raise Conflict(_("This is not how this vote is marked. Load the page again."))
    known = db.session.scalar(select(Ballot).where(Ballot.roll_entry_id == entry.id))
    if entry.channel == "proxy" and known is not None and (known.choice, known.marks) == (choice, marks):
        return entry
    demand_free(entry)
    now = clock.now()
    entry.channel, entry.marked_at = "proxy", now
    db.session.add(Ballot(poll_id=poll.id, roll_entry_id=entry.id, choice=choice, marks=marks, cast_at=now))
    db.session.flush()
    note(poll, "voted_by_proxy", holder_id, [Ref("person", entry.person_id)], {})
    touch("poll", poll.id)
    return entry


@operation
def vote_by_proxies(*, poll: Poll, holder_id: int, choices: Mapping[int, str]) -> int:
    """Cast several such votes at once, all or none; how many. The same again changes nothing.

    Args:
        choices: line of the roll → one of `rules.Choice`.

    Raises:
        Conflict: as `vote_by_proxy`, for any of them; or the poll asks for more than for, against or abstain.
    """
    if poll.marking != Marking.STANCE and poll.secrecy != Secrecy.SECRET:
        raise Conflict(_("Here each vote is marked on a page of its own. Vote for them one by one."))
    for entry_id, choice in sorted(choices.items()):
        vote_by_proxy(poll=poll, entry_id=entry_id, holder_id=holder_id, choice=choice, marks="")
    return len(choices)


def _demand_fit(poll: Poll, entry: RollEntry, holder: Person | None) -> None:
    if holder is None or not holder.adult or not holder.is_current:
        raise Invalid(_("A proxy is held by an adult of the roster."), field="name")
    if holder.id == entry.person_id:
        raise Invalid(_("Nobody holds their own proxy."), field="name")
    if poll.template == "election" and holder.name in {option.title for option in poll.options}:
        raise Invalid(_("Whoever stands for election holds no proxy."), field="name")


def _demand_room(poll: Poll, entry: RollEntry, holder_id: int) -> None:
    cap = Policies.from_json((poll.rule or {}).get("policies", {})).proxies or USUAL
    of_poll = RollEntry.poll_id == poll.id
    sums = select(func.count(), func.coalesce(func.sum(RollEntry.weight), 0))
    held, weight = db.session.execute(sums.where(of_poll, RollEntry.holder_id == holder_id)).one()
    total = db.session.scalar(select(func.sum(RollEntry.weight)).where(of_poll)) or 0
    if not cap.allows(held + 1, int(weight) + entry.weight, int(total)):
        raise Conflict(_("They hold %(held)s proxies already, and no more are allowed.", held=held))

"""Forming teams; who leads them, who comes and goes."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.base.once import answered, keep, own_key
from council.journal.operations import Ref, record
from council.organisation.models import Place
from council.organisation.operations.stale import fresh
from council.residents.models import Person
from council.residents.teams import SINGLE, Role, Team, TeamKind, TeamMember


@operation
def form_team(
    *,
    place: Place,
    kind: TeamKind,
    name: str,
    people: Sequence[Person] = (),
    actor_id: int | None = None,
    key: str | None = None,
) -> Team:
    """Form a team of `people`, the first of whom leads. A place has one vanguard and one grid team at a time.

    Raises:
        Invalid: no name, or the place has such a team already.
    """
    key = own_key("residents.form_team", actor_id, key)
    if (seen := answered(key, Team)) is not None:
        return seen
    _refuse_name(name)
    running = select(Team.id).where(Team.place_id == place.id, Team.kind == kind, Team.ended_on.is_(None))
    if kind in SINGLE and db.session.scalar(running.with_for_update()) is not None:
        raise Invalid(_("%(place)s has such a team already.", place=place.name), field="kind")
    today = clock.today()
    roles = [Role.LEADER, *[Role.MEMBER] * len(people)]
    team = Team(place_id=place.id, kind=kind, name=name, since=today)
    team.members = [
        TeamMember(person_id=person.id, role=role, since=today) for person, role in zip(people, roles, strict=False)
    ]
    db.session.add(team)
    db.session.flush()
    _note(team, place, "residents.team.formed", actor_id, kind=kind, people=[person.id for person in people])
    keep(key, team.id)
    return team


@operation
def rename_team(*, team: Team, name: str, revision: int | None = None, actor_id: int | None) -> Team:
    """Give a team another name. Raises `Invalid` without one, `Stale` if somebody has changed it meanwhile."""
    _refuse_name(name)
    team = fresh(Team, team.id, revision)
    before, team.name = team.name, name
    _note(team, team.place, "residents.team.renamed", actor_id, before=before)
    return team


@operation
def dissolve_team(*, team: Team, actor_id: int | None) -> Team:
    """End a team and the terms of all who are in it. A second time changes nothing."""
    if team.ended_on is not None:
        return team
    team = fresh(Team, team.id, None)
    team.ended_on = clock.today()
    for member in team.current:
        member.until = clock.today()
    _note(team, team.place, "residents.team.dissolved", actor_id)
    return team


@operation
def join_team(*, team: Team, person: Person, role: Role = Role.MEMBER, actor_id: int | None = None) -> TeamMember:
    """Take somebody into a team, or give them another role in it: the old term ends, a new one begins.

    The leader before becomes a member. Whoever has the role already keeps it: a second time changes nothing.

    Raises:
        Conflict: the team has ended, or the person has left.
    """
    team = fresh(Team, team.id, None)
    if team.ended_on is not None:
        raise Conflict(_("This team has ended."))
    if not person.is_current:
        raise Conflict(_("%(name)s is no longer on the roster.", name=person.name))
    now = {member.person_id: member for member in team.current}
    mine = now.get(person.id)
    if mine is not None and mine.role == role:
        return mine
    if role is Role.LEADER and (before := team.leader) is not None:
        _replace(team, before, Role.MEMBER)
    made = _replace(team, mine, role) if mine else _begin(team, person.id, role)
    action = "residents.team.led" if role is Role.LEADER else "residents.team_member.joined"
    _note(team, team.place, action, actor_id, touched=Ref("person", person.id))
    return made


@operation
def leave_team(*, member: TeamMember, actor_id: int | None) -> TeamMember:
    """End somebody's term in a team. A second time changes nothing."""
    if member.until is None:
        team = fresh(Team, member.team_id, None)
        db.session.refresh(member)
        member.until = clock.today()
        _note(team, team.place, "residents.team_member.left", actor_id, touched=Ref("person", member.person_id))
    return member


def _replace(team: Team, member: TeamMember, role: Role) -> TeamMember:
    member.until = clock.today()
    db.session.flush()
    return _begin(team, member.person_id, role)


def _begin(team: Team, person_id: int, role: Role) -> TeamMember:
    made = TeamMember(team_id=team.id, person_id=person_id, role=role, since=clock.today())
    team.members.append(made)
    db.session.flush()
    return made


def _refuse_name(name: str) -> None:
    if not name.strip():
        raise Invalid(_("Give it a name."), field="name")


def _note(
    team: Team, place: Place, action: str, actor_id: int | None, *, touched: Ref | None = None, **data: Any
) -> None:
    record(
        action=action,
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("team", team.id),
        touched=[touched] if touched else [],
        data={"name": team.name, **data},
    )

"""Teams of a grid: its vanguard service team, its grid team, patrols. Who was in them from when to when."""

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, or_, select, text
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, relationship, selectinload

from council.base.db import Base, Code, Key, db
from council.organisation.models import Place
from council.residents.models import Person


class TeamKind(StrEnum):
    """The two teams of every grid, and patrols, of which there may be several."""

    VANGUARD = "vanguard"
    GRID = "grid"
    PATROL = "patrol"


#: Kinds of which a place has one at a time.
SINGLE = (TeamKind.VANGUARD, TeamKind.GRID)
_ONE_AT_A_TIME = text("ended_on IS NULL AND kind IN ('vanguard', 'grid')")


class Role(StrEnum):
    """What somebody is in a team."""

    MEMBER = "member"
    LEADER = "leader"


class Team(Base):
    """A team of a place. Ended, not deleted."""

    __tablename__ = "team"
    __table_args__ = (
        CheckConstraint("kind IN ('vanguard','grid','patrol')", name="kind"),
        Index(
            "uq_team_place_kind",
            "place_id",
            "kind",
            unique=True,
            sqlite_where=_ONE_AT_A_TIME,
            postgresql_where=_ONE_AT_A_TIME,
        ),
    )

    id: Mapped[Key]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    kind: Mapped[Code]
    name: Mapped[str] = mapped_column(String(60), default="")
    since: Mapped[date]
    ended_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    place: Mapped[Place] = relationship()
    members: Mapped[list["TeamMember"]] = relationship(order_by="TeamMember.id", back_populates="team")

    @property
    def scope_path(self) -> str:
        """For permits: the place it works in."""
        return self.place.path

    @property
    def current(self) -> list["TeamMember"]:
        """Who is in it now, the leader first."""
        now = [member for member in self.members if member.until is None]
        return sorted(now, key=lambda member: (member.role != Role.LEADER, member.since, member.id))

    @property
    def leader(self) -> "TeamMember | None":
        """Who leads it now."""
        return next((member for member in self.current if member.role == Role.LEADER), None)


def end_memberships(person_id: int, on: date) -> None:
    """Somebody is in no team from `on`; within an operation of whoever ends more than that."""
    running = select(TeamMember).where(TeamMember.person_id == person_id, TeamMember.until.is_(None))
    for member in db.session.scalars(running):
        member.until = max(on, member.since)


class TeamMember(Base):
    """That somebody is or was in a team in a role. Replaced, never edited: another role is another row."""

    __tablename__ = "team_member"
    __table_args__ = (
        CheckConstraint("role IN ('member','leader')", name="role"),
        CheckConstraint("until IS NULL OR until >= since", name="term"),
        Index(
            "uq_team_member_now",
            "team_id",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Code] = mapped_column(default=Role.MEMBER)
    since: Mapped[date]
    until: Mapped[date | None]

    team: Mapped[Team] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()

    @property
    def scope_path(self) -> str:
        """For permits: the place of the team."""
        return self.team.place.path


def teams_of(paths: Collection[str], *, ended: bool = False) -> Sequence[Team]:
    """The teams of the places at or below `paths` with their members, in the order of the places; three queries."""
    query = (
        select(Team)
        .join(Team.place)
        .where(or_(*(Place.path.startswith(path) for path in paths)))
        .options(contains_eager(Team.place), selectinload(Team.members).joinedload(TeamMember.person))
        .order_by(Place.position, Place.code, Team.kind.desc(), Team.id)
    )
    if not ended:
        query = query.where(Team.ended_on.is_(None))
    return db.session.scalars(query).unique().all()


def places_with(kind: TeamKind) -> frozenset[int]:
    """The ids of the places that have a team of a kind now."""
    query = select(Team.place_id).where(Team.kind == kind, Team.ended_on.is_(None))
    return frozenset(db.session.scalars(query))

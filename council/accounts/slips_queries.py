"""Reading slips: who has one, who used it, and who lives behind a door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from council.accounts.models import SignInSession, Slip, SlipBatch, SlipUse, SpokenCode
from council.base import clock, ids
from council.base.db import db
from council.organisation.models import Place
from council.residents.models import Household, Person

#: Which households a list of doors shows.
FILTERS = ("all", "nobody", "without")

#: An adult who is on the roster now.
_CURRENT = and_(Person.adult, Person.merged_into_id.is_(None), Person.left_on.is_(None))

#: A slip with its batch, its household and the place of that. Statements that a whole hall asks are made once.
_WHOLE = select(Slip).options(joinedload(Slip.batch), joinedload(Slip.household).joinedload(Household.place))
_BY_TOKEN = _WHOLE.where(Slip.token_hash == bindparam("hash"))
_BY_CODE = _WHOLE.where(Slip.code_hash == bindparam("hash"))
_HOUSEMATES = (
    select(Person.id, Person.name, SlipUse.used_at)
    .outerjoin(SlipUse, and_(SlipUse.person_id == Person.id, SlipUse.slip_id == bindparam("slip")))
    .where(Person.household_id == bindparam("household"), _CURRENT)
    .order_by(Person.id)
)


def slip_by_token(token: str) -> Slip | None:
    """The slip with this QR token, with its batch, its household and the place of that."""
    return db.session.scalar(_BY_TOKEN, {"hash": ids.fingerprint(token)})


def slip_by_hash(code_hash: str) -> Slip | None:
    """The slip with this keyed hash of its code (`slips_operations.code_hash`)."""
    return db.session.scalar(_BY_CODE, {"hash": code_hash})


@dataclass(frozen=True)
class Housemate:
    """An adult of a household, and when they used the slip, if they did."""

    id: int
    name: str
    used_at: datetime | None


def housemates(slip: Slip) -> list[Housemate]:
    """The adults who live behind the slip's door now, in one query."""
    rows = db.session.execute(_HOUSEMATES, {"slip": slip.id, "household": slip.household_id})
    return [Housemate(*row) for row in rows]


def spoken_by_hash(code_hash: str) -> SpokenCode | None:
    """The code that was read out with this keyed hash."""
    query = select(SpokenCode).where(SpokenCode.code_hash == code_hash).options(joinedload(SpokenCode.person))
    return db.session.scalar(query)


def spoken_by_id(key: int) -> SpokenCode | None:
    """The code that a browser has typed."""
    query = select(SpokenCode).where(SpokenCode.id == key).options(joinedload(SpokenCode.person))
    return db.session.scalar(query)


def doors(path: str, wanted: str = "all") -> Select[*tuple[Any, ...]]:
    """The households at or below a place, with how far they are: `id, door, place, adults, inside, until, used_at`.

    Args:
        wanted: `all`; `nobody` nobody of them is signed in; `without` no slip of theirs is out.
    """
    now = clock.now()
    mine = and_(Person.household_id == Household.id, _CURRENT)
    open_session = and_(SignInSession.person_id == Person.id, SignInSession.ended_at.is_(None))
    adults = select(func.count(Person.id)).where(mine)
    inside = select(func.count(func.distinct(Person.id))).join(SignInSession, open_session).where(mine)
    out = and_(Slip.household_id == Household.id, Slip.withdrawn_at.is_(None), SlipBatch.expires_at > now)
    until = select(func.max(SlipBatch.expires_at)).join(Slip, Slip.batch_id == SlipBatch.id).where(out)
    used = select(func.max(SlipUse.used_at)).join(Slip, Slip.id == SlipUse.slip_id)
    query = (
        select(
            Household.id,
            Household.door,
            Place.name.label("place"),
            adults.correlate(Household).scalar_subquery().label("adults"),
            inside.correlate(Household).scalar_subquery().label("inside"),
            until.correlate(Household).scalar_subquery().label("until"),
            used.where(Slip.household_id == Household.id).correlate(Household).scalar_subquery().label("used_at"),
        )
        .join(Place, Place.id == Household.place_id)
        .where(Place.path.startswith(path), exists(select(Person.id).where(mine)))
        .order_by(Place.position, Place.code, func.length(Household.door), Household.door, Household.id)
    )
    if wanted == "nobody":
        query = query.where(~exists(select(SignInSession.id).join(Person, open_session).where(mine)))
    if wanted == "without":
        batch = select(Slip.id).join(SlipBatch, SlipBatch.id == Slip.batch_id).where(out)
        query = query.where(~exists(batch))
    return query


def door_ids(path: str, wanted: str) -> list[int]:
    """The households that `doors` lists."""
    return list(db.session.scalars(doors(path, wanted)))


def batches(path: str) -> Select[SlipBatch]:
    """The batches made for a place or one below it, the latest first, with maker and place."""
    return (
        select(SlipBatch)
        .join(SlipBatch.place)
        .options(contains_eager(SlipBatch.place), joinedload(SlipBatch.maker))
        .where(Place.path.startswith(path))
        .order_by(SlipBatch.id.desc())
    )


@dataclass(frozen=True)
class BatchCounts:
    """How far a batch is: slips, how many still work, how many people came in with one."""

    slips: int
    valid: int
    uses: int


def batch_counts(batch_ids: Sequence[int]) -> dict[int, BatchCounts]:
    """Batch id → counts, in two queries."""
    slips = (
        select(Slip.batch_id, func.count(Slip.id), func.count(Slip.id).filter(Slip.withdrawn_at.is_(None)))
        .where(Slip.batch_id.in_(batch_ids))
        .group_by(Slip.batch_id)
    )
    uses = select(Slip.batch_id, func.count(SlipUse.id)).join(SlipUse, SlipUse.slip_id == Slip.id)
    used = {
        row[0]: row[1] for row in db.session.execute(uses.where(Slip.batch_id.in_(batch_ids)).group_by(Slip.batch_id))
    }
    return {row[0]: BatchCounts(row[1], row[2], used.get(row[0], 0)) for row in db.session.execute(slips)}


def slips_to_print(batch: SlipBatch) -> Sequence[Slip]:
    """The slips of a batch that still work, door by door."""
    query = (
        select(Slip)
        .join(Slip.household)
        .join(Household.place)
        .options(contains_eager(Slip.household).contains_eager(Household.place))
        .where(Slip.batch_id == batch.id, Slip.withdrawn_at.is_(None))
        .order_by(Place.position, Place.code, func.length(Household.door), Household.door, Household.id)
    )
    return db.session.scalars(query).all()


def sessions_of(person_id: int, *, limit: int = 30) -> Sequence[SignInSession]:
    """The latest sign-ins of a person, ended ones too; and every open one, however old."""
    open_ones = select(SignInSession.id).where(SignInSession.person_id == person_id, SignInSession.ended_at.is_(None))
    latest = (
        select(SignInSession.id)
        .where(SignInSession.person_id == person_id)
        .order_by(SignInSession.id.desc())
        .limit(limit)
        .subquery()
    )
    query = select(SignInSession).where(
        SignInSession.person_id == person_id,
        SignInSession.id.in_(open_ones) | SignInSession.id.in_(select(latest.c.id)),
    )
    return db.session.scalars(query.order_by(SignInSession.id.desc())).all()

"""Making, printing and using slips.

A slip carries a code of eight characters for typing and a token of 128 bits in its QR code. Neither is stored. Both
are worked out from the slip's random salt with the machine's key, whenever the slip is printed; stored are a keyed
hash of the code and the SHA-256 of the token, to find the slip by. So a batch can be printed again until it expires,
by whoever may make slips there, and each printing is in the journal; and a copy of the database without the key gives
no code. (The price: with another SECRET_KEY the slips that are out no longer open, and new ones are made.)
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import contains_eager, joinedload

from council.accounts.codes_rules import MOST_SLIPS, SLIP_LIFE, SlipState, slip_code, slip_state
from council.accounts.keyed import keyed, keyed_hex
from council.accounts.models import Method, SignInSession, Slip, SlipBatch, SlipUse
from council.accounts.operations import begin_session
from council.accounts.spoken_operations import just_begun
from council.base import clock, ids, once
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.journal.operations import Ref, record
from council.organisation.models import Place
from council.residents.models import Household, Person

#: Made once: a whole hall signs in at the same time.
_TO_USE = (
    select(Slip)
    .join(Slip.batch)
    .options(contains_eager(Slip.batch))
    .where(Slip.token_hash == bindparam("hash"))
    .with_for_update(of=Slip)
)
_USED = select(SlipUse.id).where(SlipUse.slip_id == bindparam("slip"), SlipUse.person_id == bindparam("person"))


def code_of(slip: Slip) -> str:
    """The code on the slip, eight characters."""
    return slip_code(keyed("slip-code", slip.salt))


def token_of(slip: Slip) -> str:
    """The token in the slip's QR code, 22 characters that are safe in an address."""
    return _token(slip.salt)


def code_hash(code: str) -> str:
    """What a typed code is looked up by."""
    return keyed_hex("slip-code-hash", code)


@operation
def make_slips(*, place: Place, household_ids: Sequence[int], actor_id: int, key: str | None = None) -> SlipBatch:
    """Make a slip for each of these households, which all lie at `place` or below; their older slips are withdrawn.

    Raises:
        Invalid: no household, too many, or one that lies elsewhere.
    """
    key = once.own_key("accounts.slips", actor_id, key)
    if (made := once.answered(key, SlipBatch)) is not None:
        return made
    wanted = _households(place, household_ids)
    now = clock.now()
    _withdraw(wanted)
    batch = SlipBatch(place_id=place.id, made_by=actor_id, made_at=now, expires_at=now + SLIP_LIFE)
    db.session.add(batch)
    db.session.flush()
    db.session.execute(insert(Slip), _drawn(batch.id, wanted))
    once.keep(key, batch.id)
    record(
        action="accounts.slips.made",
        place_id=place.estate_id or place.id,
        actor_id=actor_id,
        subject=Ref("slip_batch", batch.id),
        data={"place": place.id, "count": len(wanted)},
    )
    return batch


@operation
def print_slips(*, batch: SlipBatch, actor_id: int, key: str | None = None) -> SlipBatch:
    """Note that somebody has the codes of a batch on their screen, to be printed.

    Raises:
        Conflict: they have expired.
    """
    key = once.own_key("accounts.slips.print", actor_id, key)
    if (seen := once.answered(key, SlipBatch)) is not None:
        return seen
    if clock.now() >= batch.expires_at:
        raise Conflict(_("These slips have expired. Make new ones."))
    once.keep(key, batch.id)
    record(
        action="accounts.slips.printed",
        place_id=batch.place.estate_id or batch.place_id,
        actor_id=actor_id,
        subject=Ref("slip_batch", batch.id),
    )
    return batch


@operation
def sign_in_by_slip(*, token: str, person_id: int, device: str = "", key: str | None = None) -> SignInSession:
    """A session for one person of the slip's household; their older phones are signed out.

    `key` is the form's: the same button tapped twice gets the same session.

    Raises:
        Conflict: the slip is unknown, expired or withdrawn; the person does not live there, or has used it before.
    """
    slip = db.session.scalar(_TO_USE, {"hash": ids.fingerprint(token)})
    if slip is None:
        raise Conflict(_("We do not know this slip. Ask for a new one."))
    key = once.own_key(f"accounts.slip.{slip.id}", person_id, key)
    if (begun := once.answered(key, SignInSession)) is not None and just_begun(begun):
        return begun
    person = _who_may_use(slip, person_id)
    started = begin_session(person=person, method=Method.SLIP, device=device, takes_over=True)
    db.session.add(SlipUse(slip_id=slip.id, person_id=person_id, session_id=started.id, used_at=clock.now()))
    if begun is None:
        once.keep(key, started.id)
    return started


def _who_may_use(slip: Slip, person_id: int) -> Person:
    state = slip_state(expires_at=slip.batch.expires_at, withdrawn_at=slip.withdrawn_at, now=clock.now())
    if state is not SlipState.WORKS:
        raise Conflict(_("This slip no longer works. Ask for a new one."))
    person = db.session.get(Person, person_id, options=[joinedload(Person.place)])
    if person is None or person.household_id != slip.household_id or not (person.adult and person.is_current):
        raise Conflict(_("This slip is for another household. Ask for one of your own."))
    if db.session.scalar(_USED, {"slip": slip.id, "person": person_id}) is not None:
        raise Conflict(_("You have used this slip before. For a new phone, ask for a fresh slip."))
    return person


def _households(place: Place, household_ids: Sequence[int]) -> list[int]:
    wanted = sorted(set(household_ids))
    if not wanted:
        raise Invalid(_("Choose at least one door."), field="households")
    if len(wanted) > MOST_SLIPS:
        raise Invalid(
            ngettext(
                "One slip at most at a time.", "%(num)d slips at most at a time. Choose a smaller place.", MOST_SLIPS
            ),
            field="households",
        )
    inside = (
        select(Household.id)
        .join(Place, Place.id == Household.place_id)
        .where(Household.id.in_(wanted), Place.path.startswith(place.path))
        .order_by(Place.code, Household.door, Household.id)
    )
    found = list(db.session.scalars(inside))
    if len(found) != len(wanted):
        raise Invalid(_("One of these doors is not in this place. Load the page again."), field="households")
    return found


def _withdraw(household_ids: Sequence[int]) -> None:
    query = update(Slip).where(Slip.household_id.in_(household_ids), Slip.withdrawn_at.is_(None))
    db.session.execute(query.values(withdrawn_at=clock.now()))


def _drawn(batch_id: int, household_ids: Sequence[int]) -> list[dict[str, object]]:
    """A slip for each household, each with a salt whose code no other slip has; clashes (10⁻¹²) are drawn again."""
    drawn: dict[str, str] = {}
    while len(drawn) < len(household_ids):
        for _more in range(len(household_ids) - len(drawn)):
            salt = ids.token(16)
            drawn[code_hash(slip_code(keyed("slip-code", salt)))] = salt
        for taken in db.session.scalars(select(Slip.code_hash).where(Slip.code_hash.in_(list(drawn)))):
            del drawn[taken]
    return [
        {
            "batch_id": batch_id,
            "household_id": household_id,
            "salt": salt,
            "code_hash": hashed,
            "token_hash": ids.fingerprint(_token(salt)),
        }
        for household_id, (hashed, salt) in zip(household_ids, drawn.items(), strict=True)
    ]


def _token(salt: str) -> str:
    return urlsafe_b64encode(keyed("slip-token", salt)[:16]).decode().rstrip("=")

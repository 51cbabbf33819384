"""Casting a secret vote: the mark on the roll and the envelope in the box, in one short transaction.

So there is never a mark without a ballot, however the power goes. Nothing is kept for a repeated request: a secret
vote is final once cast, and the second request is told so.
"""

import base64
import json
from datetime import datetime

from council.base.plain import Plain, fast_write, plain_read
from council.journal.rules import canonical
from council.polls import hooks
from council.polls.ballot_rows import BallotRow, for_driver, read, stored
from council.polls.box import keys
from council.polls.casting import MAY_MARK, Receipt, Refusal, Voter, refusal
from council.polls.rules import Why


def put(
    *,
    poll_id: int,
    person_id: int,
    epoch: int,
    choice: str,
    tracker: str,
    now: datetime,
    session_id: int | None = None,
    weight: int = 1,
) -> Receipt | Refusal:
    """Take one secret vote, or say why not.

    Args:
        choice: the canonical choice of `marks.read_marks`.
        tracker: as `trackers.read` gives it. It is kept nowhere but inside the envelope.
        weight: of the voter on the frozen roll.

    Raises:
        KeyLost: the box cannot be used.
    """
    voter = Voter(poll_id, person_id, epoch, session_id)
    more = {} if weight == 1 else {"weight": weight}
    letter = canonical({"choice": json.loads(choice), "tracker": tracker, **more}).encode()
    try:
        sealed = base64.b64encode(keys.enclose(poll_id, letter)).decode()
    except keys.KeyLost:
        return _too_late(voter, now)
    with fast_write() as database:
        take = _take_postgres if database.dialect == "postgresql" else _take_sqlite
        outcome = take(database, voter, sealed, now)
    if isinstance(outcome, Receipt):
        hooks.told(outcome.ballot.subject_kind, outcome.ballot.subject_id, poll_id)
    return outcome


def _too_late(voter: Voter, now: datetime) -> Refusal:
    """Why a vote is refused whose box has no key: as a rule since the poll is sealed. Raises `KeyLost` otherwise."""
    ballot = read(plain_read(), voter.poll_id, voter.person_id, voter.session_id)
    why = refusal(ballot, voter.epoch, None, now)
    if why is None:
        raise keys.KeyLost(voter.poll_id)
    return Refusal(why, ballot)


#: The time of a mark is that of the poll's opening: it tells nothing about when somebody voted.
_MARK = "UPDATE roll_entry SET marked_at = (SELECT opened_at FROM poll WHERE id = :poll) WHERE id = :entry"
_ENCLOSE = "INSERT INTO envelope (poll_id, sealed) VALUES (:poll, :sealed)"


def _take_sqlite(database: Plain, voter: Voter, sealed: str, now: datetime) -> Receipt | Refusal:
    ballot = read(database, voter.poll_id, voter.person_id, voter.session_id)
    if (why := refusal(ballot, voter.epoch, None, now)) is not None or ballot is None:
        return Refusal(why or Why.NO_POLL, ballot)
    values = {"poll": voter.poll_id, "entry": ballot.entry_id, "sealed": sealed, "now": stored(now, "sqlite")}
    database.one(_MARK, values)
    database.one(_ENCLOSE, values)
    return Receipt(_voted(database, voter), fresh=True)


_ONE_STATEMENT = for_driver(
    f"""
WITH p AS (SELECT * FROM poll WHERE id = :poll FOR SHARE),
marked AS (
    UPDATE roll_entry e SET marked_at = p.opened_at
    FROM p, person x
    WHERE p.secrecy = 'secret' AND e.marked_at IS NULL AND {MAY_MARK}
    RETURNING e.id
),
enclosed AS (INSERT INTO envelope (poll_id, sealed) SELECT :poll, :sealed FROM marked RETURNING id)
SELECT count(*) FROM enclosed
""",
    "postgresql",
)


def _take_postgres(database: Plain, voter: Voter, sealed: str, now: datetime) -> Receipt | Refusal:
    values = {**voter._asdict(), "poll": voter.poll_id, "person": voter.person_id, "session": voter.session_id}
    for _attempt in range(3):
        row = database.one(_ONE_STATEMENT, {**values, "sealed": sealed, "now": now})
        if row is not None and row[0]:
            return Receipt(_voted(database, voter), fresh=True)
        ballot = read(database, voter.poll_id, voter.person_id, voter.session_id)
        why = refusal(ballot, voter.epoch, None, now)
        if why is not None or ballot is None:
            return Refusal(why or Why.NO_POLL, ballot)
    return Refusal(Why.CLOSED, ballot)


def _voted(database: Plain, voter: Voter) -> BallotRow:
    ballot = read(database, voter.poll_id, voter.person_id, voter.session_id)
    assert ballot is not None
    return ballot

"""Sealing: the box is opened, its ballots are published sorted by tracker, and the key is destroyed.

One transaction writes the bulletin and removes the envelopes; the key goes once that is on disk. Broken off before, the
poll is as it was and can be sealed again; broken off after, `sweep` removes the key at the next start.
"""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from flask import current_app
from sqlalchemy import delete, select

from council.base import clock
from council.base.db import after_commit, db
from council.base.ids import fingerprint
from council.journal.rules import canonical
from council.polls.box import keys
from council.polls.box.models import Bulletin, Envelope
from council.polls.box.reading import Letter, letters
from council.polls.models import Poll, PollState
from council.polls.owners import sealed

#: The version of the two published files; `verify.py` knows it.
FORMAT = 1


def open_box(poll: Poll) -> None:
    """Make the key of a secret poll that is being opened."""
    keys.make(poll.id)


def seal(poll: Poll, result: Mapping[str, Any]) -> Bulletin:
    """Publish the ballots of a counted secret poll and empty its box. Part of the operation that counts it.

    Raises:
        KeyLost: the box cannot be read; nothing is changed.
    """
    ballots = "".join(f"{_line(letter)}\n" for letter in letters(poll.id))
    about = canonical(about_poll(poll, result, fingerprint(ballots))) + "\n"
    bulletin = Bulletin(poll_id=poll.id, about=about, ballots=ballots, seal=fingerprint(about), sealed_at=clock.now())
    db.session.add(bulletin)
    db.session.execute(delete(Envelope).where(Envelope.poll_id == poll.id))
    db.session.flush()
    _forget_after_commit(poll.id)
    return bulletin


def empty(poll: Poll) -> None:
    """Throw away the box of a secret poll that is called off: nothing is counted and nothing can be read."""
    db.session.execute(delete(Envelope).where(Envelope.poll_id == poll.id))
    _forget_after_commit(poll.id)


def _line(letter: Letter) -> str:
    weight = {} if letter.weight == 1 else {"weight": letter.weight}
    return canonical({"choice": json.loads(letter.choice), "tracker": letter.tracker, **weight})


def about_poll(poll: Poll, result: Mapping[str, Any], ballots: str) -> dict[str, Any]:
    """What `poll.json` says, enough to count the ballots again: `ballots` is the SHA-256 of the other file."""
    settings = {name: value for name, value in (poll.settings or {}).items() if value not in (None, "")}
    options = [
        {"id": o.key, "name": o.title, "cost": o.cost, "group": o.group, "excluded": o.excluded} for o in poll.options
    ]
    return {
        **settings,
        "format": FORMAT,
        "poll": poll.id,
        "question": poll.question,
        "method": poll.method,
        "options": options,
        "rule": poll.rule,
        **sealed(poll),
        "lot": poll.lot,
        "roll": {
            "entitled": poll.entitled,
            "present": poll.present,
            "sha256": poll.roll_hash,
            "weight": _weights(result),
        },
        "ballots_sha256": ballots,
        "result": {name: value for name, value in result.items() if name != "explanation"},
    }


def _weights(result: Mapping[str, Any]) -> dict[str, int]:
    """The weights of the roll as whole numbers, for whoever counts again."""
    weight = result.get("figures", {}).get("weight") or {}
    return {name: int(Fraction(weight[name])) for name in ("entitled", "present") if name in weight}


def sweep() -> int:
    """Destroy the keys of polls that are sealed or called off; how many were left over. Safe at any time."""
    done = 0
    for poll_id in keys.left_over():
        ended = db.session.get(Bulletin, poll_id) is not None or db.session.scalar(
            select(Poll.id).where(Poll.id == poll_id, Poll.state == PollState.CANCELLED)
        )
        if ended:
            keys.destroy(poll_id)
            done += 1
    return done


def _forget_after_commit(poll_id: int) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def forget() -> None:
        with app.app_context():
            keys.destroy(poll_id)

    after_commit(forget)

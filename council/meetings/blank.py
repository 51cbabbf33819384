"""The ballot of somebody who has not voted yet: what a whole hall asks for in the seconds after a vote is opened.

Of one vote they are all alike but for the name and the form's tokens. So one is drawn a second and language, and those
are put in. Nobody is loaded: the signed cookie says who asks and the roll says whether they may, as for the vote
itself. Whatever else there is to show (a vote given, a paper, somebody represented, an ended session) goes the ordinary
way.
"""

import secrets
from datetime import datetime, timedelta

from flask import current_app, render_template
from markupsafe import Markup, escape

from council.accounts.acting import form_tokens, is_shared
from council.accounts.identity import Identity, identity_in_session
from council.base import clock
from council.base.few import Few
from council.base.plain import Plain, plain_read
from council.meetings.drawn import KEPT_FOR
from council.meetings.loading import kept_room
from council.meetings.room import Room
from council.meetings.showing import ballot_key, shown_poll_id
from council.polls.ballot_rows import BallotRow, for_driver, read
from council.polls.kinds import Marking
from council.polls.queries import BallotView
from council.web.languages import locale_name

#: Stand where the reader's name and tokens go; nobody can write them into a text.
NAME, TOKENS = (f"{secrets.token_hex(16)}-{what}" for what in ("name", "tokens"))
#: Where an application keeps its drawings: by meeting, language and whether the phone is shared.
EXTENSION = "blank_ballots"

_Kind = tuple[int, str, bool]

_HOLDS = "SELECT 1 FROM roll_entry WHERE poll_id = :poll AND holder_id = :person LIMIT 1"
_FOR_DRIVER = {dialect: for_driver(_HOLDS, dialect) for dialect in ("sqlite", "postgresql")}


def blank_part(meeting_id: int) -> Markup | None:
    """The personal part of a meeting's page for whoever asks, if it is a ballot that awaits its first mark."""
    identity = identity_in_session()
    if identity is None:
        return None
    database, now = plain_read(), clock.now()
    room = kept_room(meeting_id, database)
    poll_id = shown_poll_id(room) if room is not None else None
    if room is None or poll_id is None:
        return None
    row = read(database, poll_id, identity.person_id, identity.session_id)
    if row is None or not awaits(row, identity.epoch, now) or _stands_in(database, poll_id, identity):
        return None
    drawn = _drawn(room, row, now)
    return Markup(drawn.replace(NAME, escape(row.name)).replace(TOKENS, form_tokens()))


def awaits(row: BallotRow, epoch: int, now: datetime) -> bool:
    """Whether this is an open ballot of for, against and abstain that its voter has not touched. Pure.

    Args:
        epoch: of the voter's session, as the cookie says.
    """
    if row.epoch != epoch or not row.session_open or not row.is_open or row.is_over(now):
        return False
    if row.entry_id is None or not row.may_cast or row.on_paper or row.marking != Marking.STANCE:
        return False
    return row.choice is None and row.channel is None and not row.voted


def _stands_in(database: Plain, poll_id: int, identity: Identity) -> bool:
    """Whether they vote for somebody else too."""
    values = {"poll": poll_id, "person": identity.person_id}
    return database.one(_FOR_DRIVER[database.dialect], values) is not None


def _drawn(room: Room, row: BallotRow, now: datetime) -> str:
    known: Few[_Kind, tuple[Room, datetime, str]] = current_app.extensions.setdefault(EXTENSION, Few())
    kind = room.id, locale_name(), is_shared()
    found = known.get(kind)
    # `load_room` gives the same room until something of the meeting changes
    if found is not None and found[0] is room and timedelta(0) <= now - found[1] < KEPT_FOR:
        return found[2]
    html = render_template(
        "meetings/_my_part.html",
        room=room,
        ballot=BallotView(row._replace(name=NAME)),
        held=(),
        back=f"/meetings/{room.id}",
        refused="",
        my_key=ballot_key(room),
        form_tokens=lambda: Markup(TOKENS),
    )
    return known.keep(kind, (room, now, html))[2]

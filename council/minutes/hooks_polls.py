"""The approved minutes belong to the record of each vote of their meeting."""

from collections.abc import Mapping

from sqlalchemy import select

from council.base.db import db
from council.journal.rules import canonical
from council.meetings.queries import meeting_of_poll
from council.minutes.models import Minutes
from council.polls.models import Poll
from council.polls.record.bundle import more_parts


def minutes_of_vote(poll: Poll) -> Mapping[str, str]:
    """`minutes.json`: the frozen document and its fingerprint; nothing before they are approved."""
    meeting_id = meeting_of_poll(poll.subject_kind, poll.subject_id)
    minutes = db.session.scalar(select(Minutes).where(Minutes.meeting_id == meeting_id)) if meeting_id else None
    if minutes is None or minutes.document is None:
        return {}
    return {"minutes.json": canonical({"document": minutes.document, "hash": minutes.hash}) + "\n"}


more_parts.append(minutes_of_vote)

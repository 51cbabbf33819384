"""The record of a vote in one file, for who runs it."""

from flask import Response

from council.permits.current import signed_in
from council.polls.access import poll_to
from council.polls.permissions import PollAct
from council.polls.record.bundle import export_record
from council.polls.views import bp
from council.web.saving import save_as


@bp.post("/<int:poll_id>/record")
def record(poll_id: int) -> Response:
    """Everything the count rests on, as a zip; the journal says who took it."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.RUN)
    answer = Response(export_record(poll=poll, actor_id=actor.person_id), content_type="application/zip")
    answer.headers["Cache-Control"] = "no-store"
    return save_as(answer, f"vote-{poll_id}.zip")

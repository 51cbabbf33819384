"""What a sealed box has published: the list to look one's own line up in, the files, the program that checks them."""

import json
from importlib import resources

from flask import Response, render_template, request
from flask_babel import gettext as _

from council.base.errors import NotVisible
from council.permits.actor import Actor
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.polls.access import poll_for, poll_to
from council.polls.box.models import Bulletin
from council.polls.box.operations import confirm
from council.polls.box.queries import bulletin_of, confirmations
from council.polls.box.trackers import shown
from council.polls.models import Poll, PollState
from council.polls.permissions import PollAct
from council.polls.results import counted_view, result_view
from council.polls.views import bp
from council.polls.wording import marks_words
from council.web.answers import Answer, see_other
from council.web.paging import Page, page_number
from council.web.saving import save_as

#: Lines of one page of the list.
LINES = 100


@bp.get("/<int:poll_id>/bulletin")
def bulletin(poll_id: int) -> str:
    """Search one's own tracker; the whole list; the downloads; who has confirmed the seal."""
    actor = current_actor()
    poll, found = _published(actor, poll_id)
    wanted = "".join(request.args.get("tracker", "").upper().split()).replace("·", "-")
    lines = [json.loads(line) for line in found.ballots.splitlines()]
    hits = [line for line in lines if wanted and line["tracker"].upper().startswith(wanted)]
    return render_template(
        "polls/bulletin.html",
        poll=poll,
        bulletin=found,
        wanted=request.args.get("tracker", ""),
        hits=hits[:5],
        page=_lines(lines),
        total=len(lines),
        in_words=lambda line: marks_words(json.dumps(line["choice"]), poll.options),
        shown=shown,
        confirmations=confirmations(poll_id),
        may_confirm=allows(actor, PollAct.CONFIRM, poll),
        result=result_view(poll) if poll.state == PollState.PUBLISHED else None,
        counted=counted_view(poll) if poll.state == PollState.PUBLISHED else None,
    )


@bp.post("/<int:poll_id>/bulletin/confirmations")
def confirm_seal(poll_id: int) -> Answer:
    """A scrutineer confirms the seal."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.CONFIRM)
    confirm(poll=poll, seal=request.form.get("seal", ""), actor_id=actor.person_id)
    return see_other("polls.bulletin", poll_id=poll_id, message=_("You have confirmed the seal."))


@bp.get("/<int:poll_id>/bulletin/poll.json")
def about_file(poll_id: int) -> Response:
    """The first of the two sealed files."""
    return _file(_published(current_actor(), poll_id)[1].about, "application/json")


@bp.get("/<int:poll_id>/bulletin/ballots.jsonl")
def ballots_file(poll_id: int) -> Response:
    """The second: the ballots."""
    return _file(_published(current_actor(), poll_id)[1].ballots, "application/x-ndjson")


@bp.get("/<int:poll_id>/bulletin/verify.py")
def verify_file(poll_id: int) -> Response:
    """The program that counts again; the same for every vote."""
    _published(current_actor(), poll_id)
    return _file(
        resources.files("council.polls.box").joinpath("verify.py").read_text(encoding="utf-8"), "text/x-python"
    )


def _published(actor: Actor | None, poll_id: int) -> tuple[Poll, Bulletin]:
    """Once sealed, for those who see the poll. Raises `NotVisible` before, `SignInNeeded`."""
    poll = poll_for(actor, poll_id)
    found = bulletin_of(poll_id)
    if found is None:
        raise NotVisible
    return poll, found


def _lines(lines: list[dict[str, object]]) -> Page[dict[str, object]]:
    number = min(page_number(), max(1, -(-len(lines) // LINES)))
    return Page(lines[(number - 1) * LINES : number * LINES], number, LINES, len(lines))


def _file(text: str, kind: str) -> Response:
    name = request.path.rsplit("/", 1)[-1]
    answer = Response(text, content_type=f"{kind}; charset=utf-8")
    return save_as(answer, name)

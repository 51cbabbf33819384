"""Voting for all whom one stands in for, on one page: one plain choice each, or the same for all."""

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from council.base.db import db
from council.base.errors import Conflict, NotVisible
from council.permits.current import signed_in
from council.polls.kinds import Marking
from council.polls.models import Poll, PollState, Secrecy
from council.polls.owners import OwnersMode
from council.polls.papers.proxies import vote_by_proxies
from council.polls.papers.queries import Held, held_by
from council.polls.rules import Choice
from council.polls.views import bp
from council.web.answers import Answer, go_back, local_path

CHOICES = frozenset(Choice)


@bp.get("/<int:poll_id>/represented")
def represented(poll_id: int) -> Answer:
    """Whom the reader votes for in this poll, and what is still to be given."""
    poll, held = _held(poll_id)
    return _page(poll, held)


@bp.post("/<int:poll_id>/represented")
def vote_for_all(poll_id: int) -> Answer:
    """Cast what was chosen; it is final. Who is left without a choice stays for later."""
    poll, held = _held(poll_id)
    same = request.form.get("same", "")
    wanted = {each.entry_id: request.form.get(f"vote-{each.entry_id}", "") or same for each in held if not each.done}
    chosen = {entry_id: choice for entry_id, choice in wanted.items() if choice in CHOICES}
    if wanted and not chosen:
        return _page(poll, held, _("Choose for, against or abstain for at least one of them."), 422)
    try:
        vote_by_proxies(poll=poll, holder_id=signed_in().person_id, choices=chosen)
    except Conflict as problem:
        return _page(poll, _held(poll_id)[1], str(problem.message), 409)
    said = ngettext("The vote is recorded.", "%(num)d votes are recorded.", len(chosen)) if chosen else None
    return go_back(_back(poll_id), message=said)


def _held(poll_id: int) -> tuple[Poll, list[Held]]:
    """The poll and whom the reader votes for. Raises `NotVisible` for whoever stands in for nobody."""
    poll, held = db.session.get(Poll, poll_id), held_by(poll_id, signed_in().person_id)
    if poll is None or not held:
        raise NotVisible
    return poll, held


def _page(poll: Poll, held: list[Held], problem: str = "", status: int = 200) -> Answer:
    on_paper = poll.owners_mode == OwnersMode.PAPER
    by_phone = poll.state == PollState.OPEN and poll.secrecy != Secrecy.SECRET and not on_paper
    html = render_template(
        "polls/represented.html",
        poll=poll,
        held=held,
        waiting=[each for each in held if not each.done],
        takes_votes=by_phone and poll.marking == Marking.STANCE,
        one_by_one=by_phone and poll.marking != Marking.STANCE,
        typed=request.form,
        on_paper=on_paper,
        problem=problem,
        back=_back(poll.id),
    )
    answer = make_response(html, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _back(poll_id: int) -> str:
    """Where the reader came from: the meeting, or the poll's own page."""
    return local_path(request.values.get("back") or url_for("polls.show", poll_id=poll_id))

"""Pages of the room: a ballot, its receipt, and what came out."""

from dataclasses import replace

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.accounts.sessions import identity_in_session
from council.base import clock
from council.base.errors import Invalid, NotVisible, SignInNeeded
from council.live.changes import touch_now
from council.permits.current import current_actor, signed_in
from council.polls.access import poll_for, sees_names
from council.polls.casting import Receipt, Refusal, cast
from council.polls.models import Poll, PollState
from council.polls.queries import BallotView, ballot_view, open_view, result_view, votes_by_name
from council.polls.rules import Choice, Why
from council.polls.wording import choice_word, refusal_words
from council.privacy.queries import shown_names
from council.web.answers import Answer, from_htmx, local_path
from council.web.paging import Page, paged

bp = Blueprint("polls", __name__, url_prefix="/polls")
bp.add_app_template_filter(choice_word, "choice_word")

CHOICES = frozenset(Choice)
STATUS = {Why.NOT_ON_ROLL: 403, Why.CAME_LATE: 403}


@bp.get("/<int:poll_id>")
def show(poll_id: int) -> Answer:
    """A poll: its ballot, or its result once that is published."""
    actor = current_actor()
    poll = poll_for(actor, poll_id)
    ballot = ballot_view(poll_id, actor.person_id if actor else None)
    assert ballot is not None
    return make_response(_page(poll, ballot))


@bp.post("/<int:poll_id>/ballots")
def vote(poll_id: int) -> Answer:
    """Take a vote. The hot path: nobody is loaded; the signed session says who, the roll says whether."""
    identity = identity_in_session()
    if identity is None:
        raise SignInNeeded
    choice = request.form.get("choice", "")
    if choice not in CHOICES:
        raise Invalid(_("Choose one of the three buttons: for, against or abstain."), field="choice")
    outcome = cast(poll_id=poll_id, choice=choice, now=clock.now(), **identity._asdict())
    if isinstance(outcome, Refusal):
        return _refused(poll_id, outcome)
    if outcome.fresh:
        touch_now("poll", poll_id)
    return _recorded(outcome)


@bp.get("/<int:poll_id>/ballot")
def ballot(poll_id: int) -> Answer:
    """The reader's own ballot, for a live page that was told of a change."""
    actor = signed_in()
    poll_for(actor, poll_id)
    mine = ballot_view(poll_id, actor.person_id)
    assert mine is not None
    return _fragment(mine)


@bp.get("/<int:poll_id>/receipt")
def receipt(poll_id: int) -> str:
    """The reader's receipt: what is recorded, when, and its number."""
    actor = signed_in()
    mine = ballot_view(poll_id, actor.person_id)
    if mine is None or mine.row.choice is None:
        raise NotVisible
    return render_template("polls/receipt.html", ballot=mine, back=local_path(request.args.get("back")))


def _recorded(outcome: Receipt) -> Answer:
    if from_htmx():
        return _fragment(BallotView(outcome.ballot))
    return Response(status=303, headers={"Location": _back(outcome.ballot.poll_id)})


def _refused(poll_id: int, outcome: Refusal) -> Answer:
    """Say why a vote was not taken. Slow is fine here: now the actor is loaded, and sees only what is theirs to see."""
    if outcome.why == Why.SIGNED_OUT:
        raise SignInNeeded
    poll = poll_for(signed_in(), poll_id)
    assert outcome.ballot is not None
    status, said = STATUS.get(outcome.why, 409), refusal_words(outcome.why, outcome.ballot)
    view = BallotView(outcome.ballot)
    if from_htmx():
        return _fragment(view, status=status, refused=said)
    return make_response(_page(poll, view, refused=said), status)


def _fragment(mine: BallotView, *, status: int = 200, refused: str = "") -> Answer:
    back = local_path(request.values.get("back") or f"/polls/{mine.row.poll_id}")
    answer = make_response(render_template("polls/_ballot.html", ballot=mine, back=back, refused=refused), status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers.add("Vary", "HX-Request")
    return answer


def _page(poll: Poll, mine: BallotView, refused: str = "") -> str:
    published = poll.state == PollState.PUBLISHED
    # Masked names in the roll's order could be told apart by any neighbour: from outside only the figures are shown.
    by_name = published and sees_names(current_actor(), poll)
    return render_template(
        "polls/show.html",
        poll=poll,
        ballot=mine,
        back=url_for("polls.show", poll_id=poll.id),
        refused=refused,
        vote=open_view(poll),
        result=result_view(poll) if published else None,
        votes=_votes(poll) if by_name else None,
        is_live=poll.state == PollState.OPEN,
    )


def _votes(poll: Poll) -> Page[tuple[str, str, int]]:
    """Who voted how. Members of a council vote in their office, so by name; in a straw poll neighbours are masked."""
    page = paged(votes_by_name(poll.id), size=60, scalars=False)
    if not poll.straw:
        return page
    known = shown_names([person_id for _name, _choice, person_id in page.items], current_actor())
    return replace(page, items=[(known[person_id], choice, person_id) for _name, choice, person_id in page.items])


def _back(poll_id: int) -> str:
    wanted = request.form.get("back")
    return local_path(wanted) if wanted else url_for("polls.show", poll_id=poll_id)

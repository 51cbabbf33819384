"""A ballot, its receipt, and what came out."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.accounts.identity import Identity, identity_in_session
from council.base import clock
from council.base.errors import Invalid, NotVisible, SignInNeeded
from council.live.changes import touch_now
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.polls.access import poll_for, sees_names
from council.polls.box.queries import is_sealed
from council.polls.casting import Receipt, Refusal, cast
from council.polls.models import Poll, PollState, Secrecy
from council.polls.papers.queries import Held, held_by, proxies_of
from council.polls.permissions import PollAct
from council.polls.planning.queries import reasons_of
from council.polls.queries import BallotView, ballot_view, open_view, view_of, votes_by_name
from council.polls.results import counted_view, result_view
from council.polls.rules import Choice, Why
from council.polls.views import bp
from council.polls.views.marking import Marking, marking_of, take_marks
from council.polls.wording import channel_word, choice_word, marks_words, refusal_words
from council.privacy.queries import shown_names
from council.web.answers import Answer, from_htmx, local_path
from council.web.paging import Page, paged

CHOICES = frozenset(Choice)
STATUS = {Why.NOT_ON_ROLL: 403, Why.CAME_LATE: 403}
#: The longest reason that a voter may add, in characters.
REASON_LENGTH = 200


@bp.get("/<int:poll_id>")
def show(poll_id: int) -> Answer:
    """A poll: its ballot, or its result once that is published."""
    actor = current_actor()
    poll = poll_for(actor, poll_id)
    mine = ballot_view(poll_id, actor.person_id if actor else None)
    assert mine is not None
    answer = make_response(_page(poll, mine, marking_of(mine)))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/<int:poll_id>/ballots")
def vote(poll_id: int) -> Answer:
    """Take a vote. The hot path: nobody is loaded; the signed session says who, the roll says whether."""
    identity = identity_in_session()
    if identity is None:
        raise SignInNeeded
    if request.form.get("marking"):
        return _vote_with_marks(poll_id, identity)
    choice = request.form.get("choice", "")
    if choice not in CHOICES:
        raise Invalid(_("Choose one of the three buttons: for, against or abstain."), field="choice")
    reason = request.form.get("reason", "").strip()[:REASON_LENGTH]
    outcome = cast(poll_id=poll_id, choice=choice, reason=reason, now=clock.now(), **identity.votes())
    return _answered(poll_id, outcome)


@bp.get("/<int:poll_id>/ballot")
def ballot(poll_id: int) -> Answer:
    """The reader's own ballot, for a live page that was told of a change or for one more tap on it."""
    actor = signed_in()
    poll_for(actor, poll_id)
    mine = ballot_view(poll_id, actor.person_id)
    assert mine is not None
    return _fragment(mine, marking_of(mine))


@bp.get("/<int:poll_id>/receipt")
def receipt(poll_id: int) -> str:
    """The reader's receipt: what is recorded, when, and its number."""
    actor = signed_in()
    mine = ballot_view(poll_id, actor.person_id)
    if mine is None or mine.row.choice is None:
        raise NotVisible
    return render_template("polls/receipt.html", ballot=mine, back=local_path(request.args.get("back")))


def _vote_with_marks(poll_id: int, identity: Identity) -> Answer:
    """A ballot with more on it than a stance, or one for a box: the poll says how it is read."""
    poll = poll_for(signed_in(), poll_id)
    outcome = take_marks(poll, identity)
    if isinstance(outcome, Marking):
        mine = ballot_view(poll_id, identity.person_id)
        assert mine is not None
        status = 422 if outcome.problem else 200
        if from_htmx():
            return _fragment(mine, outcome, status=status)
        answer = make_response(_page(poll, mine, outcome), status)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return _answered(poll_id, outcome)


def _answered(poll_id: int, outcome: Receipt | Refusal) -> Answer:
    if isinstance(outcome, Refusal):
        return _refused(poll_id, outcome)
    if outcome.fresh:
        touch_now("poll", poll_id)
    if from_htmx():
        mine = view_of(outcome.ballot)
        return _fragment(mine, marking_of(mine))
    return Response(status=303, headers={"Location": _back(poll_id)})


def _refused(poll_id: int, outcome: Refusal) -> Answer:
    """Say why a vote was not taken. Slow is fine here: now the actor is loaded, and sees only what is theirs to see."""
    if outcome.why == Why.SIGNED_OUT:
        raise SignInNeeded
    poll = poll_for(signed_in(), poll_id)
    assert outcome.ballot is not None
    mine = view_of(outcome.ballot)
    status, said = STATUS.get(outcome.why, 409), refusal_words(outcome.why, outcome.ballot)
    marking = replace(marking_of(mine), problem=said)
    if from_htmx():
        return _fragment(mine, marking, status=status)
    return make_response(_page(poll, mine, marking), status)


def _fragment(mine: BallotView, marking: Marking, *, status: int = 200) -> Answer:
    back = local_path(request.values.get("back") or f"/polls/{mine.row.poll_id}")
    held = _held(mine) if mine.standing == "not_on_roll" else ()  # asked only where it is said: this is the hot path
    html = render_template(
        "polls/_ballot.html", ballot=mine, back=back, marking=marking, refused=marking.problem, held=held
    )
    answer = make_response(html, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers.add("Vary", "HX-Request")
    return answer


def _held(mine: BallotView) -> Sequence[Held]:
    """Whom the reader votes for."""
    return held_by(mine.row.poll_id, mine.row.person_id) if mine.row.person_id is not None else ()


def _page(poll: Poll, mine: BallotView, marking: Marking) -> str:
    actor = current_actor()
    published = poll.state == PollState.PUBLISHED
    # Masked names in the roll's order could be told apart by any neighbour: from outside only the figures are shown.
    by_name = published and poll.secrecy == Secrecy.OPEN and sees_names(actor, poll)
    return render_template(
        "polls/show.html",
        poll=poll,
        ballot=mine,
        marking=marking,
        back=url_for("polls.show", poll_id=poll.id),
        refused=marking.problem,
        vote=open_view(poll),
        result=result_view(poll) if published else None,
        counted=counted_view(poll) if published else None,
        votes=_votes(poll) if by_name else None,
        reasons=reasons_of(poll) if published else (),
        held=held_by(poll.id, actor.person_id) if actor and poll.state == PollState.OPEN else (),
        proxies=proxies_of(poll.id) if by_name else (),
        sealed=is_sealed(poll.id),
        way_word=channel_word,
        in_words=lambda marks: choice_word(marks) if marks in CHOICES else marks_words(marks, poll.options),
        may_run=allows(actor, PollAct.RUN, poll) or allows(actor, PollAct.PAPERS, poll),
        is_live=poll.state == PollState.OPEN,
    )


def _votes(poll: Poll) -> Page[tuple[str, str, int, str]]:
    """Who voted how. Members of a council vote in their office, so by name; in a straw poll neighbours are masked."""
    page = paged(votes_by_name(poll.id), size=60, scalars=False)
    if not poll.straw and poll.electorate in ("members", "representatives"):
        return page
    known = shown_names([row[2] for row in page.items], current_actor())
    return replace(page, items=[(known[row[2]], *row[1:]) for row in page.items])


def _back(poll_id: int) -> str:
    wanted = request.form.get("back")
    return local_path(wanted) if wanted else url_for("polls.show", poll_id=poll_id)

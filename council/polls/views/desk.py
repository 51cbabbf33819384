"""The desk of a poll: exclusions, opening, more time, closing, lots, the second vote, publishing."""

from collections.abc import Callable, Sequence

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Conflict, DomainError, Invalid
from council.permits.current import signed_in
from council.permits.permission import allows
from council.polls.access import FREE, poll_for, poll_to
from council.polls.box.queries import bulletin_of
from council.polls.kinds import TEMPLATES
from council.polls.models import Exclusion, Poll, PollState
from council.polls.opening import owners_ahead
from council.polls.operations import cancel_poll, close_poll, count_again, publish_result, reopen_poll
from council.polls.owners import told
from council.polls.papers.queries import by_state, waiting
from council.polls.permissions import PollAct
from council.polls.planning.electorates import roll_of
from council.polls.planning.forms import ELECTORATES, SECRECIES, ExcludeForm, ExtendForm, LotForm, ReasonForm
from council.polls.planning.operations import (
    begin_poll,
    exclude_option,
    exclude_voter,
    extend_poll,
    include_voter,
    plan_runoff,
    record_lot,
)
from council.polls.planning.queries import excluded_from, people_named, turnout_by_building
from council.polls.queries import turnout
from council.polls.results import counted_view, result_view
from council.polls.rules import Secrecy
from council.polls.views import bp
from council.polls.wording import method_words, rule_words
from council.web.answers import Answer, see_other
from council.web.forms import Form


@bp.get("/<int:poll_id>/desk")
def desk(poll_id: int) -> str:
    """Everything about a poll for those who run it."""
    actor = signed_in()
    poll = poll_for(actor, poll_id)
    return _page(poll_to(actor, poll.id, PollAct.PAPERS))


@bp.post("/<int:poll_id>/begin")
def begin(poll_id: int) -> Answer:
    """Open it: the roll is frozen."""
    return _act(poll_id, lambda poll, who: begin_poll(poll=poll, actor_id=who), _("The vote is open."))


@bp.post("/<int:poll_id>/close")
def close(poll_id: int) -> Answer:
    """End it and count."""
    return _act(poll_id, lambda poll, who: close_poll(poll=poll, actor_id=who), _("Closed."))


@bp.post("/<int:poll_id>/count")
def count(poll_id: int) -> Answer:
    """Count once the papers are read."""
    return _act(poll_id, lambda poll, who: count_again(poll=poll, actor_id=who), _("Counted."))


@bp.post("/<int:poll_id>/publish")
def publish(poll_id: int) -> Answer:
    """Show the result to everyone."""
    return _act(poll_id, lambda poll, who: publish_result(poll=poll, actor_id=who), _("Published."))


@bp.post("/<int:poll_id>/runoff")
def runoff(poll_id: int) -> Answer:
    """Prepare the second vote; its own desk comes next."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.RUN, free=True)
    second = plan_runoff(poll=poll, closes_at=None, actor_id=actor.person_id)
    return see_other("polls.desk", poll_id=second.id, message=_("The second vote. Look it over, then open it."))


@bp.post("/<int:poll_id>/reopen")
def reopen(poll_id: int) -> Answer:
    """Let it go on, with a reason."""
    form = ReasonForm()
    return _act(
        poll_id,
        lambda poll, who: reopen_poll(poll=poll, reason=form.reason.data or "", actor_id=who),
        _("The vote goes on."),
        form,
    )


@bp.post("/<int:poll_id>/cancel")
def cancel(poll_id: int) -> Answer:
    """Call it off, with a reason."""
    form = ReasonForm()
    return _act(
        poll_id,
        lambda poll, who: cancel_poll(poll=poll, reason=form.reason.data or "", actor_id=who),
        _("Called off."),
        form,
    )


@bp.post("/<int:poll_id>/extend")
def extend(poll_id: int) -> Answer:
    """A later deadline."""
    form = ExtendForm()
    return _act(
        poll_id,
        lambda poll, who: extend_poll(poll=poll, closes_at=form.closes_at, reason=form.reason.data or "", actor_id=who),
        _("There is more time now."),
        form,
    )


@bp.post("/<int:poll_id>/lot")
def lot(poll_id: int) -> Answer:
    """Write down the lot that was drawn."""
    form = LotForm()

    def act(poll: Poll, who: int) -> object:
        order = (form.order.data or "").lower().replace(",", " ").split()
        return record_lot(
            poll=poll,
            order=order,
            seed=form.seed.data or "",
            method="order",
            witness=form.witness.data or "",
            actor_id=who,
        )

    return _act(poll_id, act, _("The lot is recorded, and the vote is counted with it."), form)


@bp.post("/<int:poll_id>/exclusions")
def exclude(poll_id: int) -> Answer:
    """Leave somebody off the roll, by name."""
    form = ExcludeForm()

    def act(poll: Poll, who: int) -> object:
        found = people_named(poll.place, form.name.data or "")
        if len(found) != 1:
            problem = (
                _("Nobody here has this name.") if not found else _("Several people have this name. Ask the clerk.")
            )
            raise Invalid(problem, field="name")
        return exclude_voter(poll=poll, person_id=found[0].id, reason=form.reason.data or "", actor_id=who)

    return _act(poll_id, act, _("They are not on the roll of this vote."), form)


@bp.post("/<int:poll_id>/exclusions/<int:person_id>/back")
def include(poll_id: int, person_id: int) -> Answer:
    """Take an exclusion back."""
    return _act(
        poll_id,
        lambda poll, who: include_voter(poll=poll, person_id=person_id, actor_id=who),
        _("They are on the roll again."),
    )


@bp.post("/<int:poll_id>/options/<int:option_id>/exclusion")
def strike(poll_id: int, option_id: int) -> Answer:
    """Say why an option is not counted."""
    form = ReasonForm()
    return _act(
        poll_id,
        lambda poll, who: exclude_option(poll=poll, option_id=option_id, reason=form.reason.data or "", actor_id=who),
        _("It is not counted."),
        form,
    )


def _act(poll_id: int, act: Callable[[Poll, int], object], said: str, form: Form | None = None) -> Answer:
    """One operation on a poll that no meeting holds; what is refused is said on the desk, with what was typed."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.RUN, free=True)
    if form is None or form.validate():
        try:
            act(poll, actor.person_id)
            return see_other("polls.desk", poll_id=poll_id, message=said)
        except (Invalid, Conflict) as problem:
            if form is None:
                return make_response(_page(poll_for(actor, poll_id), refused=problem), problem.status)
            if isinstance(problem, Invalid):
                problem.field = "closes_day" if problem.field == "closes" else problem.field
                form.refuse(problem)
            else:
                form.form_errors.append(str(problem.message))
    return make_response(_page(poll_for(actor, poll_id), form=form), 422)


def _page(poll: Poll, *, refused: DomainError | None = None, form: Form | None = None) -> str:
    draft = poll.state == PollState.DRAFT
    free = poll.subject_kind in FREE
    actor = signed_in()
    excluded = excluded_from(poll.id)
    shown = {
        kind: form if isinstance(form, kind) else kind(formdata=None) for kind in (ExtendForm, LotForm, ExcludeForm)
    }
    wording = (
        method_words(poll.method, poll.settings or {}) if poll.options or poll.template == "consent" else _rule(poll)
    )
    return render_template(
        "polls/desk.html",
        poll=poll,
        template=TEMPLATES[poll.template],
        refused=str(refused.message) if refused else "",
        reason_form=form if type(form) is ReasonForm else ReasonForm(formdata=None),
        acted=request.endpoint,
        extend_form=shown[ExtendForm],
        lot_form=shown[LotForm],
        exclude_form=shown[ExcludeForm],
        electorate=ELECTORATES.get(poll.electorate),  # type: ignore[call-overload]
        secrecy=SECRECIES[Secrecy(poll.secrecy)],
        rule=told(wording, poll),
        voters=_voters(poll, excluded) if draft and free else poll.entitled,
        owners_ahead=owners_ahead(poll) if draft else "",
        excluded=excluded,
        turnout=turnout(poll.id),
        buildings=turnout_by_building(poll.id) if not draft else (),
        papers=by_state(poll.id),
        papers_left=waiting(poll.id),
        bulletin=bulletin_of(poll.id),
        result=result_view(poll),
        counted=counted_view(poll),
        free=free,
        may_run=free and allows(actor, PollAct.RUN, poll),
        may_papers=allows(actor, PollAct.PAPERS, poll),
    )


def _voters(poll: Poll, excluded: Sequence[Exclusion]) -> int:
    """How many would be on the roll if the vote began now."""
    return len(roll_of(poll.electorate, poll.place, [each.person_id for each in excluded]))


def _rule(poll: Poll) -> list[str]:
    return rule_words(poll.rule, straw=poll.straw, entitled=poll.entitled, present=poll.present)

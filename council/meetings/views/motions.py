"""Motions by rank: every act of the chair on the stack of questions, and how formally a meeting is held."""

from collections.abc import Callable

from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import Invalid, NotVisible
from council.meetings.access import item_for, meeting_for
from council.meetings.motions import operations
from council.meetings.motions.forms import AmendForm, FormalityForm, HandsForm, MainForm, ProcedureForm, SecondForm
from council.meetings.motions.models import Question
from council.meetings.motions.pausing import end_recess
from council.meetings.motions.reading import questions_of, stack_of
from council.meetings.motions.rules import Formality, Kind
from council.meetings.permissions import MeetingAct
from council.meetings.views import bp
from council.meetings.views.acting import act_and_show
from council.meetings.views.builder import plan_page
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, see_other


@bp.post("/meetings/<int:meeting_id>/formality")
def choose_formality(meeting_id: int) -> Answer:
    """Say how formally a draft will be held."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.PLAN)
    form = FormalityForm()
    if form.validate():
        try:
            formality = Formality(form.formality.data)
            operations.choose_formality(meeting=meeting, formality=formality, actor_id=actor.person_id)
            return see_other("meetings.plan", meeting_id=meeting.id, message=_("Saved."))
        except Invalid as problem:
            form.refuse(problem)
    return plan_page(meeting, actor, formality_form=form, status=422)


@bp.post("/items/<int:item_id>/questions/main")
def move_main(item_id: int) -> Answer:
    """Somebody moves the main motion."""
    return _move(item_id, MainForm(), "main_form", lambda: Kind.MAIN)


@bp.post("/items/<int:item_id>/questions/amendment")
def move_amendment(item_id: int) -> Answer:
    """Somebody moves to amend the motion, or the amendment that is before the meeting."""
    item = item_for(signed_in(), item_id, to=MeetingAct.CHAIR)
    stack = stack_of(questions_of(item))
    deeper = bool(stack) and stack[-1].kind is Kind.AMEND
    return _move(item_id, AmendForm(), "amend_form", lambda: Kind.AMEND_AGAIN if deeper else Kind.AMEND)


@bp.post("/items/<int:item_id>/questions/procedure")
def move_procedure(item_id: int) -> Answer:
    """Somebody moves something about the procedure."""
    form = ProcedureForm()
    return _move(item_id, form, "procedure_form", lambda: Kind(form.kind.data))


@bp.post("/questions/<int:question_id>/second")
def second(question_id: int) -> Answer:
    """Somebody seconds it."""
    actor, question = _chaired(question_id)
    form = SecondForm()

    def take() -> object:
        name = form.seconded_by.data or ""
        return operations.second_question(question=question, seconded_by=name, actor_id=actor.person_id)

    return act_and_show(question.item.meeting_id, take, form=form, name="second_form")


@bp.post("/questions/<int:question_id>/removal")
def drop(question_id: int) -> Answer:
    """Nobody seconds it, or its mover withdraws it."""
    actor, question = _chaired(question_id)
    return act_and_show(
        question.item.meeting_id, lambda: operations.drop_question(question=question, actor_id=actor.person_id)
    )


@bp.post("/questions/<int:question_id>/hands")
def count_hands(question_id: int) -> Answer:
    """Decide it by the hands counted in the room."""
    actor, question = _chaired(question_id)
    form = HandsForm()
    return act_and_show(
        question.item.meeting_id,
        lambda: operations.decide_by_hands(question=question, hands=form.hands, actor_id=actor.person_id),
        form=form,
        name="hands_form",
    )


@bp.post("/questions/<int:question_id>/consent")
def consent(question_id: int) -> Answer:
    """Nobody objects: it is carried."""
    actor, question = _chaired(question_id)
    return act_and_show(
        question.item.meeting_id, lambda: operations.decide_by_consent(question=question, actor_id=actor.person_id)
    )


@bp.post("/meetings/<int:meeting_id>/resumption")
def go_on(meeting_id: int) -> Answer:
    """The break is over: the meeting goes on now."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    return act_and_show(meeting_id, lambda: end_recess(meeting=meeting, actor_id=actor.person_id))


def _move(item_id: int, form: MainForm | ProcedureForm, name: str, kind: Callable[[], Kind]) -> Answer:
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.CHAIR)

    def move() -> object:
        return operations.move_question(
            item=item,
            kind=kind(),
            moved_by=form.moved_by.data or "",
            seconded_by=form.seconded_by.data or "",
            words=form.words,
            actor_id=actor.person_id,
            key=form.key,
        )

    return act_and_show(item.meeting_id, move, form=form, name=name)


def _chaired(question_id: int) -> tuple[Actor, Question]:
    actor = signed_in()
    question = db.session.get(Question, question_id)
    if question is None:
        raise NotVisible
    item_for(actor, question.item_id, to=MeetingAct.CHAIR)
    return actor, question

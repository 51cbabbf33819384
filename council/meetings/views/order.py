"""Points of order: one's own part on the phone, and the chair's acts."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import Conflict, Invalid, NotVisible
from council.meetings.access import item_for, meeting_for, room_for
from council.meetings.loading import load_room
from council.meetings.motions.forms import HandsForm
from council.meetings.order import appealing, operations
from council.meetings.order.forms import (
    AppealForm,
    AppealSecondForm,
    EnteredPointForm,
    PointForm,
    RulingForm,
)
from council.meetings.order.models import PointOfOrder
from council.meetings.order.showing import my_point_context
from council.meetings.permissions import MeetingAct
from council.meetings.queries import seat_of
from council.meetings.views import bp
from council.meetings.views.acting import act_and_show
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, from_htmx, page_or_part, see_other


@bp.get("/meetings/<int:meeting_id>/points")
def my_point(meeting_id: int) -> Answer:
    """The personal part: my point of order, or the buttons to raise one and to appeal."""
    actor = signed_in()
    room_for(actor, meeting_id)
    return _my_point(actor, meeting_id)


@bp.get("/meetings/<int:meeting_id>/points/new")
def new_point(meeting_id: int) -> Answer:
    """The form; a page of its own without JavaScript, so that nothing reloads under what is typed."""
    actor = signed_in()
    room_for(actor, meeting_id)
    return _form(meeting_id, PointForm(formdata=None))


@bp.post("/meetings/<int:meeting_id>/points")
def raise_point(meeting_id: int) -> Answer:
    """Raise a point of order."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id)
    form = PointForm()
    if not form.validate():
        return _form(meeting_id, form, status=422)
    try:
        operations.raise_point(
            meeting=meeting,
            person_id=actor.person_id,
            about=form.reason,
            words=form.words.data or "",
            key=form.key,
        )
    except Invalid as problem:
        form.refuse(problem)
        return _form(meeting_id, form, status=422)
    except Conflict as problem:
        return _form(meeting_id, form, status=409, said=problem.message)
    return _done(actor, meeting_id)


@bp.post("/meetings/<int:meeting_id>/points/withdrawn")
def withdraw_my_point(meeting_id: int) -> Answer:
    """Take my point of order back."""
    actor = signed_in()
    mine = room_for(actor, meeting_id).order.of(actor.person_id)
    if mine is not None:
        point = db.session.get_one(PointOfOrder, mine.id)
        operations.withdraw_point(point=point, actor_id=actor.person_id)
    return _done(actor, meeting_id)


@bp.post("/meetings/<int:meeting_id>/appeals")
def appeal_ruling(meeting_id: int) -> Answer:
    """Appeal against the ruling that the phone shows, if it is still the one just made."""
    actor = signed_in()
    order = room_for(actor, meeting_id).order
    ruled = order.appealed or order.latest
    refused = ""
    try:
        if ruled is None or request.form.get("ruling") != str(ruled.id):
            raise Conflict(_("The meeting has gone on. A ruling is appealed at once or not at all."))
        appealing.appeal(point=db.session.get_one(PointOfOrder, ruled.id), person_id=actor.person_id)
    except Conflict as problem:
        if not from_htmx():
            raise
        refused = str(problem.message)
    return _done(actor, meeting_id, refused)


@bp.post("/meetings/<int:meeting_id>/points/entered")
def enter_point(meeting_id: int) -> Answer:
    """Write down the point of somebody without a phone."""
    actor = signed_in()
    meeting = meeting_for(actor, meeting_id, to=MeetingAct.CHAIR)
    form = EnteredPointForm()

    def enter() -> object:
        return operations.enter_point(
            meeting=meeting,
            name=form.name.data or "",
            about=form.reason,
            words=form.words.data or "",
            actor_id=actor.person_id,
            key=form.key,
        )

    return act_and_show(meeting_id, enter, form=form, name="point_form")


@bp.post("/points-of-order/<int:order_id>/hearing")
def hear_point(order_id: int) -> Answer:
    """Hear a point that waits."""
    actor, point = _chaired(order_id)
    return act_and_show(point.item.meeting_id, lambda: operations.hear_point(point=point, actor_id=actor.person_id))


@bp.post("/points-of-order/<int:order_id>/delay")
def put_off_point(order_id: int) -> Answer:
    """Let the speech end first."""
    actor, point = _chaired(order_id)
    return act_and_show(point.item.meeting_id, lambda: operations.put_off_point(point=point, actor_id=actor.person_id))


@bp.post("/points-of-order/<int:order_id>/removal")
def withdraw_point(order_id: int) -> Answer:
    """Who raised it takes it back, said in the room."""
    actor, point = _chaired(order_id)
    return act_and_show(point.item.meeting_id, lambda: operations.withdraw_point(point=point, actor_id=actor.person_id))


@bp.post("/points-of-order/<int:order_id>/well-taken")
def well_taken(order_id: int) -> Answer:
    """The chair agrees."""
    return _rule(order_id, well_taken=True)


@bp.post("/points-of-order/<int:order_id>/not-well-taken")
def not_well_taken(order_id: int) -> Answer:
    """The chair does not agree."""
    return _rule(order_id, well_taken=False)


@bp.post("/points-of-order/<int:order_id>/appeal")
def enter_appeal(order_id: int) -> Answer:
    """Write down the appeal of somebody without a phone."""
    actor, point = _chaired(order_id)
    form = AppealForm()

    def enter() -> object:
        return appealing.enter_appeal(
            point=point,
            name=form.name.data or "",
            seconded_by=form.seconded_by.data or "",
            actor_id=actor.person_id,
        )

    return act_and_show(point.item.meeting_id, enter, form=form, name="appeal_form")


@bp.post("/points-of-order/<int:order_id>/appeal/second")
def second_appeal(order_id: int) -> Answer:
    """Somebody seconds the appeal."""
    actor, point = _chaired(order_id)
    form = AppealSecondForm()

    def take() -> object:
        name = form.seconded_by.data or ""
        return appealing.second_appeal(point=point, seconded_by=name, actor_id=actor.person_id)

    return act_and_show(point.item.meeting_id, take, form=form, name="appeal_second_form")


@bp.post("/points-of-order/<int:order_id>/appeal/removal")
def drop_appeal(order_id: int) -> Answer:
    """Nobody seconds the appeal, or it is withdrawn."""
    actor, point = _chaired(order_id)
    return act_and_show(point.item.meeting_id, lambda: appealing.drop_appeal(point=point, actor_id=actor.person_id))


@bp.post("/points-of-order/<int:order_id>/appeal/hands")
def count_appeal(order_id: int) -> Answer:
    """Decide the appeal by the hands counted in the room."""
    actor, point = _chaired(order_id)
    form = HandsForm()

    def count() -> object:
        return appealing.decide_appeal(point=point, hands=form.hands, actor_id=actor.person_id)

    return act_and_show(point.item.meeting_id, count, form=form, name="appeal_hands_form")


def _rule(order_id: int, *, well_taken: bool) -> Answer:
    actor, point = _chaired(order_id)
    form = RulingForm()

    def rule() -> object:
        word = form.word.data or ""
        return operations.rule_on(point=point, well_taken=well_taken, word=word, actor_id=actor.person_id)

    return act_and_show(point.item.meeting_id, rule, form=form, name="ruling_form")


def _chaired(order_id: int) -> tuple[Actor, PointOfOrder]:
    actor = signed_in()
    point = db.session.get(PointOfOrder, order_id)
    if point is None:
        raise NotVisible
    item_for(actor, point.item_id, to=MeetingAct.CHAIR)
    return actor, point


def _done(actor: Actor, meeting_id: int, refused: str = "") -> Answer:
    if from_htmx():
        return _my_point(actor, meeting_id, refused)
    return see_other("meetings.meeting", meeting_id=meeting_id)


def _my_point(actor: Actor, meeting_id: int, refused: str = "") -> Answer:
    room = load_room(meeting_id)
    seat = seat_of(room.id, room.kind, actor.person_id)
    context = my_point_context(room, actor.person_id, votes_here=seat.here and seat.voting)
    answer = make_response(render_template("meetings/_my_point.html", refused_point=refused, **context))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _form(meeting_id: int, form: PointForm, *, status: int = 200, said: object = "") -> Answer:
    room = load_room(meeting_id)
    answer = page_or_part(
        "meetings/point.html",
        "meetings/_point_form.html",
        status=status,
        said=said,
        room=room,
        form=form,
        place_name=room.place_name,
    )
    answer = make_response(answer)
    answer.headers["Cache-Control"] = "no-store"
    return answer

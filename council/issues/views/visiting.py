"""Visitors without an account: report by a QR code, see how far it is, say whether it is solved."""

from flask import make_response, render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.base import ids
from council.base.db import db
from council.base.errors import Forbidden, Invalid
from council.issues import operations
from council.issues.access import point_for_managing, report_point, visitor_with
from council.issues.forms import FeedbackForm, PointForm, VisitorForm
from council.issues.models import ReportPoint
from council.issues.operations.raising import MOST_PHOTOS
from council.issues.operations.visiting import close_point, make_point, report
from council.issues.pages import place_choices
from council.issues.permissions import IssueSettingAct
from council.issues.queries.visitors import points_listed
from council.issues.states import IssueState, Solved
from council.issues.timeline import ahead
from council.issues.views import bp
from council.issues.views.page import photos_by_kind
from council.media.uploads import Taken, take_photos
from council.organisation.models import Place
from council.organisation.queries import place_by_code
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import reach
from council.web.answers import Answer, see_other
from council.web.paging import paged
from council.web.qr import public_base, qr_svg


@bp.get("/report/<point_token>")
def report_here(point_token: str) -> str:
    """The visitor's form: what, photos, how to reach them if they like."""
    return _report_page(report_point(point_token), VisitorForm(), Taken())


@bp.post("/report/<point_token>")
def send_report(point_token: str) -> Answer:
    """Report it. The form's own key makes the address by which the visitor follows it."""
    point = report_point(point_token)
    form = VisitorForm()
    taken = take_photos(actor=None, limit=MOST_PHOTOS)
    if form.validate_on_submit() and not taken.problems:
        secret = form.key or ids.token()
        try:
            report(
                point=point,
                secret=secret,
                title=form.title.data or "",
                detail=form.detail.data or "",
                name=form.name.data or "",
                phone=form.phone.data or "",
                photos=taken.photos,
            )
            return see_other("issues.reported", secret=secret)
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_report_page(point, form, taken), 422)


@bp.get("/reported/<secret>")
def reported(secret: str) -> str:
    """How far the visitor's report is; the address is the key."""
    return _reported_page(secret, FeedbackForm())


@bp.post("/reported/<secret>/feedback")
def visitor_feedback(secret: str) -> Answer:
    """The visitor's last word."""
    issue = visitor_with(secret).issue
    form = FeedbackForm()
    if form.validate_on_submit():
        try:
            operations.give_feedback(
                actor_id=None,
                issue=issue,
                solved=Solved(form.solved.data),
                reason=form.reason.data or "",
                score=int(form.score.data) if form.score.data else None,
                key=f"{secret}|{form.key}",
            )
            return see_other("issues.reported", secret=secret, message=_("Thank you. Your answer is recorded."))
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_reported_page(secret, form), 422)


@bp.get("/issues/points")
def points() -> str:
    """The QR codes of one's places."""
    paths = _managed(signed_in())
    return _points_page(paths, _point_form(paths))


@bp.post("/issues/points/new")
def new_point() -> Answer:
    """A new QR code."""
    actor = signed_in()
    paths = _managed(actor)
    form = _point_form(paths)
    if form.validate_on_submit():
        try:
            spot = form.spot.data or ""
            point = make_point(actor_id=actor.person_id, place=_chosen(form), spot=spot, key=form.key)
            return see_other("issues.point_sheet", point_id=point.id)
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_points_page(paths, form), 422)


@bp.get("/issues/points/<int:point_id>")
def point_sheet(point_id: int) -> str:
    """The sheet for the wall."""
    point = _point(signed_in(), point_id)
    address = f"{public_base()}/report/{point.token}"
    return render_template(
        "issues/point_sheet.html",
        point=point,
        address=address,
        qr=qr_svg(address, address),
        said=[(code, *_in_words(code)) for code in ("zh_CN", "en")],
    )


@bp.post("/issues/points/<int:point_id>/closure")
def end_point(point_id: int) -> Answer:
    """Out of use."""
    actor = signed_in()
    close_point(actor_id=actor.person_id, point=_point(actor, point_id))
    return see_other("issues.points", message=_("Out of use. Take the sheet down."))


def _in_words(language: str) -> tuple[str, str, str]:
    """What the sheet says in one language, whatever the reader's is: visitors read it, not who prints it."""
    with force_locale(language):
        tag = language.replace("_", "-")
        return tag, _("Something wrong here? Tell us."), _("Scan, write one line, add a photo. No account needed.")


def _managed(actor: Actor) -> tuple[str, ...]:
    paths = reach(actor, IssueSettingAct.POINTS)
    if not paths:
        raise Forbidden
    return paths


def _point_form(paths: tuple[str, ...]) -> PointForm:
    form = PointForm()
    form.place.choices = [SelectChoice(code, words) for code, words in place_choices(_estates(paths))]
    return form


def _points_page(paths: tuple[str, ...], form: PointForm) -> str:
    return render_template("issues/points.html", form=form, page=paged(points_listed(paths)))


def _point(actor: Actor, point_id: int) -> ReportPoint:
    return point_for_managing(actor, point_id)


def _estates(paths: tuple[str, ...]) -> list[Place]:
    ways = [Place.path.startswith(path) for path in paths] + [Place.id.in_(_ids(path)) for path in paths]
    query = db.select(Place).where(Place.kind == "estate", db.or_(*ways), Place.closed_on.is_(None))
    return list(db.session.scalars(query.order_by(Place.code)))


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.split("/") if part]


def _chosen(form: PointForm) -> Place:
    code = str(form.place.data or "")
    place = place_by_code(code) if code in [str(choice[0]) for choice in form.place.iter_choices()] else None
    if place is None:
        raise Invalid(_("Choose where it hangs."), field="place")
    return place


def _report_page(point: ReportPoint, form: VisitorForm, taken: Taken) -> str:
    return render_template("issues/report.html", point=point, form=form, taken=taken)


def _reported_page(secret: str, form: FeedbackForm) -> str:
    visitor = visitor_with(secret)
    issue = visitor.issue
    return render_template(
        "issues/reported.html",
        issue=issue,
        secret=secret,
        form=form,
        asks=issue.state == IssueState.RESOLVED,
        photos=photos_by_kind(issue.id),
        ahead=ahead(issue),
    )

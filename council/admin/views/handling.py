"""What issues are handled with: the calendar, categories, ready answers."""

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.admin.access import paths_for, places_for, row_for
from council.admin.saving import Sheet, saved, shown
from council.admin.views import bp
from council.admin.views.units import LARGE, choices, chosen
from council.base import clock
from council.base.db import db
from council.base.errors import Invalid, NotVisible
from council.calendar.forms import DayForm
from council.calendar.models import OwnDay
from council.calendar.operations import remove_day, set_day
from council.calendar.permissions import CalendarAct
from council.calendar.queries import calendar as working_days
from council.calendar.queries import own_days
from council.issues import words
from council.issues.models import AnswerTemplate, IssueCategory
from council.issues.operations import add_template, change_template, retire_template
from council.issues.operations.categories import CategoryFacts, add_category, change_category, retire_category
from council.issues.permissions import IssueSettingAct
from council.issues.queries.clocks import categories as all_categories
from council.issues.queries.handling import templates_listed
from council.issues.settings_forms import ACT_WORDS, AnswerForm, CategoryForm
from council.organisation.models import Place
from council.organisation.queries import places_at
from council.permits.current import signed_in
from council.permits.permission import Permission, reach
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/admin/calendar")
def calendar() -> str:
    """Own days beside the published calendar."""
    paths_for(signed_in(), CalendarAct.CHANGE)
    return _calendar_page(DayForm())


@bp.post("/admin/calendar/new")
def set_own_day() -> Answer:
    """Say that a day is worked, or is not."""
    actor = signed_in()
    place = places_at(paths_for(actor, CalendarAct.CHANGE))[0]
    form = DayForm()
    if form.validate_on_submit() and (day := form.day.data) is not None:
        worked, name = form.worked.data == "yes", form.name.data or ""
        try:
            set_day(place=place, day=day, worked=worked, name=name, actor_id=actor.person_id)
            return see_other("admin.calendar", year=day.year, message=_("Set."))
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_calendar_page(form), 422)


@bp.post("/admin/calendar/<int:day_id>/removal")
def remove_own_day(day_id: int) -> Answer:
    """Follow the published calendar again."""
    actor = signed_in()
    place = _street(CalendarAct.CHANGE)
    row = db.session.get(OwnDay, day_id)
    if row is None:
        raise NotVisible
    remove_day(place=place, row=row, actor_id=actor.person_id)
    return see_other("admin.calendar", year=row.day.year, message=_("The published calendar counts again."))


@bp.get("/admin/categories")
def categories() -> str:
    """The categories and their hours."""
    paths_for(signed_in(), IssueSettingAct.CATEGORIES)
    rows = [(row, words.category_word(row)) for row in all_categories(retired=True)]
    return render_template("admin/categories.html", rows=rows)


@bp.route("/admin/categories/new", methods=["GET", "POST"])
def new_category() -> Answer:
    """A category of the street's own."""
    actor = signed_in()
    place = _street(IssueSettingAct.CATEGORIES)
    form = CategoryForm(data={"acknowledge_hours": 8, "answer_hours": 24, "solve_hours": 80})
    sheet = Sheet(_("A new category"), url_for("admin.categories"), _("Categories"), _("Add"), icon="plus")
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: add_category(actor_id=actor.person_id, place=place, key=form.key, **_facts(form)),
        lambda: see_other("admin.categories", message=_("Added.")),
    )


@bp.route("/admin/categories/<category_code>/edit", methods=["GET", "POST"])
def edit_category(category_code: str) -> Answer:
    """How long each step of a category may take."""
    actor = signed_in()
    place, row = _street(IssueSettingAct.CATEGORIES), _category(category_code)
    form = CategoryForm(obj=row)
    title = _("Edit %(name)s", name=words.category_word(row))
    sheet = Sheet(title, url_for("admin.categories"), _("Categories"), _("Save"))
    if request.method == "GET":
        return shown(form, sheet)
    revision = form.seen_revision
    return saved(
        form,
        sheet,
        lambda: change_category(actor_id=actor.person_id, place=place, category=row, revision=revision, **_facts(form)),
        lambda: see_other("admin.categories", message=_("Saved.")),
    )


@bp.post("/admin/categories/<category_code>/retirement")
def end_category(category_code: str) -> Answer:
    """Out of use, or in use again."""
    actor = signed_in()
    place, row = _street(IssueSettingAct.CATEGORIES), _category(category_code)
    retired = request.form.get("retired") != "no"
    retire_category(actor_id=actor.person_id, place=place, category=row, retired=retired)
    return see_other("admin.categories", message=_("Out of use.") if retired else _("In use again."))


@bp.get("/admin/answers")
def answers() -> str:
    """The ready answers of one's places."""
    paths = paths_for(signed_in(), IssueSettingAct.TEMPLATES)
    return render_template("admin/answers.html", page=paged(templates_listed(paths)), acts=ACT_WORDS)


@bp.route("/admin/answers/new", methods=["GET", "POST"])
def new_answer() -> Answer:
    """A new ready answer."""
    actor = signed_in()
    places = places_for(actor, IssueSettingAct.TEMPLATES, *LARGE)
    form = AnswerForm()
    form.place.choices = choices(places)
    sheet = Sheet(_("A new ready answer"), url_for("admin.answers"), _("Ready answers"), _("Add"), icon="plus")
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: add_template(
            actor_id=actor.person_id,
            place=chosen(form.place.data, places),
            act=form.act.data,
            name=form.name.data or "",
            text=form.text.data or "",
            key=form.key,
        ),
        lambda: see_other("admin.answers", message=_("Added.")),
    )


@bp.route("/admin/answers/<int:answer_id>/edit", methods=["GET", "POST"])
def edit_answer(answer_id: int) -> Answer:
    """Change a ready answer."""
    actor = signed_in()
    row = row_for(actor, AnswerTemplate, answer_id, to=IssueSettingAct.TEMPLATES)
    form = AnswerForm(obj=row)
    del form.place
    sheet = Sheet(_("Edit %(name)s", name=row.name), url_for("admin.answers"), _("Ready answers"), _("Save"))
    if request.method == "GET":
        return shown(form, sheet)
    return saved(
        form,
        sheet,
        lambda: change_template(
            actor_id=actor.person_id,
            template=row,
            act=form.act.data,
            name=form.name.data or "",
            text=form.text.data or "",
            revision=form.seen_revision,
        ),
        lambda: see_other("admin.answers", message=_("Saved.")),
    )


@bp.post("/admin/answers/<int:answer_id>/retirement")
def end_answer(answer_id: int) -> Answer:
    """Take a ready answer out of use."""
    actor = signed_in()
    row = row_for(actor, AnswerTemplate, answer_id, to=IssueSettingAct.TEMPLATES)
    retire_template(actor_id=actor.person_id, template=row)
    return see_other("admin.answers", message=_("Out of use."))


def _calendar_page(form: DayForm) -> str:
    asked = request.args.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else clock.today().year
    return render_template(
        "admin/calendar.html", form=form, year=year, known=working_days().knows(year), days=own_days(year)
    )


def _street(act: Permission) -> Place:
    """The place whose journal keeps a change of `act`; who may not is told nothing."""
    paths = reach(signed_in(), act)
    if not paths:
        raise NotVisible
    return places_at(paths)[0]


def _category(code: str) -> IssueCategory:
    row = next((row for row in all_categories(retired=True) if row.code == code), None)
    if row is None:
        raise NotVisible
    return row


def _facts(form: CategoryForm) -> CategoryFacts:
    return CategoryFacts(
        name=form.name.data or "",
        keywords=form.keywords.data or "",
        counting=form.counting.data,
        acknowledge_hours=form.acknowledge_hours.data or 0,
        answer_hours=form.answer_hours.data or 0,
        solve_hours=form.solve_hours.data or 0,
    )

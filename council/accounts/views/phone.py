"""Signing in with a phone number and the code that a text message brings."""

from typing import Any

from flask import current_app, redirect, render_template, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.accounts.guessing import TooFast, asker
from council.accounts.models import Method
from council.accounts.operations import begin_session
from council.accounts.phone_codes.forms import CodeForm, NumberForm, WhoForm
from council.accounts.phone_codes.operations import BudgetSpent, draw_code, people_with, prove_number
from council.accounts.phone_codes.rules import CHOICE_LIFE, HOUR, LIFE, masked_number, tidy_number
from council.accounts.sms.outbox import Outbox, outbox
from council.accounts.views import bp
from council.accounts.views.common import BESIDE, shown_again, welcome
from council.accounts.views.door import WANTED, device
from council.accounts.views.halfway import forget, recall, remember
from council.accounts.ways import Way, offers_way
from council.base.errors import Invalid, NotVisible
from council.residents.models import Person
from council.web.answers import Answer, local_path, see_other

#: Where in the session lie the number that a code was asked for, and the number whose code was right.
ASKED, PROVED = "phone_asked", "phone_proved"


@offers_way(30)
def _phone_way() -> Way | None:
    if outbox() is None:
        return None
    return Way(
        _("With your phone number"),
        _("A text message brings a code of six digits."),
        "phone",
        url_for("accounts.phone"),
        "sign-in-phone",
    )


@bp.get("/sign-in/phone")
def phone() -> str:
    """The form: which number."""
    post = _demand_outbox()
    wanted = local_path(request.args.get("next"))
    if wanted != "/":
        session[WANTED] = wanted
    return render_template("accounts/phone.html", form=NumberForm(), troubled=post.is_troubled)


@bp.post("/sign-in/phone")
def ask_code() -> Answer:
    """Send a code, if somebody has this number. The answer is the same if nobody has."""
    post, form = _demand_outbox(), NumberForm()
    page: dict[str, Any] = {"troubled": post.is_troubled}
    if not form.validate():
        return shown_again("accounts/phone.html", form, **page)
    number = tidy_number(form.number.data or "")
    if number is None:
        wrong = Invalid(_("This is no phone number. Type all its digits."), field="number")
        return shown_again("accounts/phone.html", form, wrong, **page)
    try:
        drawn = draw_code(number=number, daily=current_app.config["SMS"].daily, asker=asker())
    except TooFast as early:
        return _already(number, early) if _asked_for(number) else _refused(form, early, page)
    except BudgetSpent as spent:
        return _refused(form, spent, page)
    if drawn.to_send:
        post.post(number, drawn.code, str(get_locale() or "zh_CN"))
    remember(ASKED, number=number)
    return redirect(url_for("accounts.phone_code"), code=303)


@bp.get("/sign-in/phone/code")
def phone_code() -> Answer | str:
    """The form for the code."""
    post, asked = _demand_outbox(), recall(ASKED, HOUR)
    if asked is None:
        return redirect(url_for("accounts.phone"), code=303)
    return render_template("accounts/phone_code.html", form=CodeForm(), **_code_page(post, asked["number"]))


@bp.post("/sign-in/phone/code")
def try_phone_code() -> Answer:
    """Check the code; then in, or first say which of the family one is."""
    post, form, asked = _demand_outbox(), CodeForm(), recall(ASKED, HOUR)
    if asked is None:
        return redirect(url_for("accounts.phone"), code=303)
    number: str = asked["number"]
    if not form.validate():
        return shown_again("accounts/phone_code.html", form, **_code_page(post, number))
    try:
        people = prove_number(number=number, code=form.code.data or "")
    except BESIDE as problem:
        return shown_again("accounts/phone_code.html", form, problem, field="code", **_code_page(post, number))
    forget(ASKED)
    if not people:
        return see_other("accounts.phone", message=_("That took too long. Ask for a new code."))
    if len(people) == 1:
        return _in(people[0])
    remember(PROVED, number=number)
    return redirect(url_for("accounts.phone_person"), code=303)


@bp.get("/sign-in/phone/person")
def phone_person() -> Answer | str:
    """Which of you?"""
    _demand_outbox()
    number = _proved()
    if number is None:
        return redirect(url_for("accounts.phone"), code=303)
    return render_template("accounts/phone_person.html", form=_who(number))


@bp.post("/sign-in/phone/person")
def choose_person() -> Answer:
    """Sign in as the one who was chosen among those who share the number."""
    _demand_outbox()
    number = _proved()
    if number is None:
        return see_other("accounts.phone", message=_("That took too long. Ask for a new code."))
    form = _who(number)
    if not form.validate():
        return shown_again("accounts/phone_person.html", form)
    return _in(next(person for person in people_with(number) if person.id == form.person.data))


def _in(person: Person) -> Answer:
    return welcome(begin_session(person=person, method=Method.PHONE_CODE, device=device()))


def _who(number: str) -> WhoForm:
    form = WhoForm()
    form.person.choices = [SelectChoice(person.id, person.name) for person in people_with(number)]
    return form


def _proved() -> str | None:
    kept = recall(PROVED, CHOICE_LIFE)
    return str(kept["number"]) if kept else None


def _asked_for(number: str) -> bool:
    kept = recall(ASKED, LIFE)
    return kept is not None and kept["number"] == number


def _already(number: str, early: TooFast) -> Answer:
    """The same browser asks for the same number again: most likely a second tap."""
    return see_other("accounts.phone_code", message=_("A code is on its way already. %(wait)s", wait=early.message))


def _refused(form: NumberForm, problem: Exception, page: dict[str, Any]) -> Answer:
    status = getattr(problem, "status", 422)
    again = Invalid(getattr(problem, "message", ""), field="number")
    answer = shown_again("accounts/phone.html", form, again, **page)
    answer.status_code = status
    return answer


def _code_page(post: Outbox, number: str) -> dict[str, Any]:
    return {"number": masked_number(number), "minutes": LIFE.seconds // 60, "troubled": post.is_troubled}


def _demand_outbox() -> Outbox:
    post = outbox()
    if post is None:
        raise NotVisible
    return post

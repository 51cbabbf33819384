"""Signing in with login name, password and a second step: for chairs, administrators and whoever wants it."""

from flask import redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from council.accounts.credentials.forms import OfficeForm, SecondForm
from council.accounts.credentials.rules import HALF_LIFE, Step
from council.accounts.credentials.sign_in import begin_by_password, check_password, sign_in_with_second, start_again
from council.accounts.views import bp
from council.accounts.views.common import BESIDE, shown_again, welcome
from council.accounts.views.door import WANTED, device
from council.accounts.views.halfway import forget, recall, remember
from council.accounts.ways import Way, offers_way
from council.base.errors import Conflict, Invalid
from council.web.answers import Answer, local_path

#: Where in the session lies that the password was right.
HALF = "half_in"


@offers_way(50)
def _password_way() -> Way | None:
    return Way(
        _("With a password"),
        _("For chairs, staff and whoever has set one."),
        "lock",
        url_for("accounts.office"),
        "sign-in-password",
    )


@bp.get("/sign-in/office")
def office() -> str:
    """The form: login name and password."""
    wanted = local_path(request.args.get("next"))
    if wanted != "/":
        session[WANTED] = wanted
    return render_template("accounts/office.html", form=OfficeForm())


@bp.post("/sign-in/office")
def try_password() -> Answer:
    """The first step. Nobody is signed in yet unless no second step is wanted."""
    form = OfficeForm()
    if not form.validate():
        return shown_again("accounts/office.html", form)
    try:
        passed = check_password(login=form.login.data or "", password=form.password.data or "")
        if passed.step is Step.REFUSED:
            raise Invalid(
                _("Your office wants a second step, which is not set up. Ask whoever stands above you for a link.")
            )
        if passed.step is Step.IN:
            return welcome(begin_by_password(person=passed.person, device=device()))
    except BESIDE as problem:
        return shown_again("accounts/office.html", form, problem, field="password")
    remember(HALF, person=passed.person.id, stamp=passed.stamp)
    return redirect(url_for("accounts.office_code"), code=303)


@bp.get("/sign-in/office/code")
def office_code() -> Answer | str:
    """The form of the second step."""
    if recall(HALF, HALF_LIFE) is None:
        return redirect(url_for("accounts.office"), code=303)
    return render_template("accounts/office_code.html", form=SecondForm())


@bp.post("/sign-in/office/code")
def try_code() -> Answer:
    """The second step: a session."""
    form, half = SecondForm(), recall(HALF, HALF_LIFE)
    if half is None:
        return shown_again("accounts/office.html", OfficeForm(), start_again())
    if not form.validate():
        return shown_again("accounts/office_code.html", form)
    try:
        started = sign_in_with_second(
            person_id=half["person"], stamp=half["stamp"], code=form.code.data or "", device=device()
        )
    except Conflict as over:
        forget(HALF)
        return shown_again("accounts/office.html", OfficeForm(), over)
    except BESIDE as problem:
        return shown_again("accounts/office_code.html", form, problem, field="code")
    return welcome(started)

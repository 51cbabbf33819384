"""The second step: setting it up, recovery codes, taking it away."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from council.accounts.credentials import factors
from council.accounts.credentials.forms import FactorForm, ProveForm
from council.accounts.credentials.operations import (
    confirm_second_factor,
    demand_code,
    remove_second_factor,
    renew_recovery_codes,
    shown_before,
)
from council.accounts.credentials.queries import Standing
from council.accounts.credentials.sign_in import prove_password, prove_second
from council.accounts.views import bp
from council.accounts.views.common import BESIDE, own_standing, shown_again
from council.accounts.views.password import demand_own
from council.base import clock
from council.base.errors import Conflict, Forbidden, Invalid
from council.web.answers import Answer, see_other
from council.web.qr import qr_svg

#: How long a page with a new secret may stand open.
_LIFE = timedelta(minutes=30)


@bp.get("/account/second-factor/new")
def new_factor() -> str:
    """The secret as QR code and text, and a field for the first code."""
    standing, _session = own_standing()
    _demand_password(standing)
    form = FactorForm()
    form.sealed.data = _sealed(standing, factors.new_secret())
    return render_template("accounts/new_factor.html", form=form, **_drawn(standing, form))


@bp.post("/account/second-factor/new")
def confirm_factor() -> Answer | str:
    """Confirm it with a code, and show the recovery codes, this once."""
    standing, session_id = own_standing()
    form = FactorForm()
    if (codes := shown_before(standing.person.id, form.key)) is not None:
        return render_template("accounts/recovery_codes.html", codes=codes, is_first=True)
    _demand_password(standing)
    try:
        secret = _secret(standing, form.sealed.data or "")
    except Conflict as old:
        form.sealed.data = _sealed(standing, factors.new_secret())
        return shown_again("accounts/new_factor.html", form, old, field="code", **_drawn(standing, form))
    if not form.validate():
        return shown_again("accounts/new_factor.html", form, **_drawn(standing, form))
    try:
        demand_code(secret, _digits(form))  # before a code of the old app is used up
        _prove(standing, form)
        codes = confirm_second_factor(
            person=standing.person, secret=secret, code=_digits(form), session_id=session_id, key=form.key
        )
    except BESIDE as problem:
        return shown_again("accounts/new_factor.html", form, problem, field="code", **_drawn(standing, form))
    return render_template("accounts/recovery_codes.html", codes=codes, is_first=True)


@bp.get("/account/recovery-codes/new")
def new_codes() -> str:
    """The form that makes ten new recovery codes."""
    standing, _session = own_standing()
    _demand_second(standing)
    return render_template("accounts/new_codes.html", form=ProveForm())


@bp.post("/account/recovery-codes/new")
def make_codes() -> Answer | str:
    """Make them and show them, this once."""
    standing, _session = own_standing()
    _demand_second(standing)
    form = ProveForm()
    if (codes := shown_before(standing.person.id, form.key)) is not None:
        return render_template("accounts/recovery_codes.html", codes=codes, is_first=False)
    if not form.validate():
        return shown_again("accounts/new_codes.html", form)
    try:
        _prove_both(standing, form)
    except BESIDE as problem:
        return shown_again("accounts/new_codes.html", form, problem, field="code")
    codes = renew_recovery_codes(person=standing.person, key=form.key)
    return render_template("accounts/recovery_codes.html", codes=codes, is_first=False)


@bp.get("/account/second-factor/removal/new")
def new_removal() -> str:
    """The form that takes the second step away; or why that cannot be, and who can help."""
    standing, _session = own_standing()
    _demand_second(standing)
    return render_template("accounts/new_removal.html", form=ProveForm(), standing=standing)


@bp.post("/account/second-factor/removal/new")
def remove_factor() -> Answer:
    """Take it away."""
    standing, _session = own_standing()
    _demand_second(standing)
    form = ProveForm()
    if not form.validate():
        return shown_again("accounts/new_removal.html", form, standing=standing)
    try:
        _prove_both(standing, form)
        remove_second_factor(person=standing.person)
    except BESIDE as problem:
        return shown_again("accounts/new_removal.html", form, problem, field="code", standing=standing)
    return see_other("accounts.credential", message=_("The second step is removed."))


def _demand_password(standing: Standing) -> None:
    demand_own(standing)
    if standing.credential is None:
        raise Forbidden(_("Set a password first. The second step comes after it."))


def _demand_second(standing: Standing) -> None:
    _demand_password(standing)
    if not standing.has_second:
        raise Forbidden(_("No second step is set up."))


def _prove(standing: Standing, form: FactorForm) -> None:
    """The password where the sign-in is some time ago; a code of the authenticator that is replaced."""
    credential = standing.credential
    assert credential is not None
    if not standing.is_fresh(clock.now()):
        prove_password(credential, form.current.data or "")
    if standing.has_second:
        try:
            prove_second(credential, form.old.data or "")
        except Invalid as wrong:
            raise Invalid(wrong.message, field="old") from wrong


def _prove_both(standing: Standing, form: ProveForm) -> None:
    assert standing.credential is not None
    prove_password(standing.credential, form.current.data or "")
    prove_second(standing.credential, form.code.data or "")


def _digits(form: FactorForm) -> str:
    return "".join((form.code.data or "").split())


def _sealed(standing: Standing, secret: str) -> str:
    return factors.seal(f"{secret}|{int(clock.now().timestamp())}", _purpose(standing))


def _secret(standing: Standing, sealed: str) -> str:
    """The secret that this page came with.

    Raises:
        Conflict: it is no page of this person's, or it has stood open too long.
    """
    try:
        secret, _bar, at = factors.unseal(sealed, _purpose(standing)).partition("|")
    except factors.Unreadable:
        raise _too_old() from None
    if clock.now() - datetime.fromtimestamp(int(at), UTC) >= _LIFE:
        raise _too_old()
    return secret


def _too_old() -> Conflict:
    return Conflict(_("This page stood open too long. Here is a new secret: scan it again."))


def _purpose(standing: Standing) -> str:
    return f"enrol|{standing.person.id}"


def _drawn(standing: Standing, form: FactorForm) -> dict[str, Any]:
    """The secret for eye and camera."""
    assert standing.credential is not None
    secret = _secret(standing, form.sealed.data or "")
    address = factors.address(secret, login=standing.credential.login, issuer=_("Yehua"))
    return {
        "qr": qr_svg(address, _("Secret for your authenticator app")),
        "secret": factors.grouped(secret),
        "address": address,
        "standing": standing,
        "asks_password": not standing.is_fresh(clock.now()),
    }

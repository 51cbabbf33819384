"""How long data is kept, and who answers for it: set by administrators."""

from dataclasses import dataclass

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Invalid
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import demand
from council.privacy import operations
from council.privacy.forms import OperatorForm
from council.privacy.hooks import Expiring, expiring
from council.privacy.permissions import PrivacyAct
from council.privacy.queries import changed_settings, operator, retention_days, root_place
from council.privacy.rules import SECURITY_LOG_DAYS
from council.privacy.views import bp
from council.web.answers import Answer, see_other


@dataclass(frozen=True)
class Line:
    """One kind of data in the table: what was typed or is set, and what is wrong with it."""

    about: Expiring
    days: str
    changed: bool
    error: str = ""


@bp.get("/privacy/retention")
def retention() -> Answer:
    """The table, and who answers for the data."""
    demand(signed_in(), PrivacyAct.SET_RETENTION, root_place())
    return _page()


@bp.post("/privacy/retention")
def set_retention() -> Answer:
    """Keep what was typed into the table."""
    actor = signed_in()
    demand(actor, PrivacyAct.SET_RETENTION, root_place())
    typed = {kind: request.form[kind].strip() for kind in _settable() if kind in request.form}
    errors = {kind: _("Write a whole number of days.") for kind, text in typed.items() if not _is_days(text)}
    if not errors:
        try:
            changed = operations.set_retention(
                days={kind: int(text) for kind, text in typed.items()}, actor_id=actor.person_id
            )
            return see_other("privacy.retention", message=_("Saved.") if changed else _("Nothing was changed."))
        except Invalid as problem:
            errors = {problem.field or "": str(problem.message)}
    return _page(422, typed=typed, errors=errors)


@bp.post("/privacy/operator")
def name_operator() -> Answer:
    """Say who answers for the data."""
    actor: Actor = signed_in()
    demand(actor, PrivacyAct.NAME_OPERATOR, root_place())
    form = OperatorForm()
    if form.validate_on_submit():
        operations.name_operator(name=form.name.data or "", contact=form.contact.data or "", actor_id=actor.person_id)
        return see_other("privacy.retention", message=_("Saved. It stands on the notice now."))
    return _page(422, form=form)


def _page(
    status: int = 200,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    form: OperatorForm | None = None,
) -> Answer:
    days, changed = retention_days(), changed_settings()
    lines = [
        Line(each, (typed or {}).get(kind, str(days.get(kind, ""))), kind in changed, (errors or {}).get(kind, ""))
        for kind, each in expiring.items()
    ]
    page = render_template(
        "privacy/retention.html",
        lines=lines,
        form=form or OperatorForm(formdata=None, obj=operator()),
        wrong=any(line.error for line in lines),
        security_log_days=SECURITY_LOG_DAYS,
    )
    return make_response(page, status)


def _settable() -> list[str]:
    return [kind for kind, each in expiring.items() if each.default_days is not None]


def _is_days(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5

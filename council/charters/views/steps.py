"""The steps of a version: asked about, adopted, filed, in force; entered from paper; withdrawn."""

from collections.abc import Callable

from flask import make_response
from flask_babel import gettext as _

from council.base.errors import Invalid
from council.charters import operations
from council.charters.access import document_for, version_for
from council.charters.forms import AdoptForm, ConsultForm, FileForm, ForceForm, PaperForm, WithdrawForm
from council.charters.models import Version
from council.charters.operations.steps import Paper
from council.charters.permissions import CharterAct
from council.charters.views import bp
from council.charters.views.reading import show_page
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.web.answers import Answer, see_other
from council.web.forms import Form


@bp.post("/charters/<int:document_id>/versions/<int:version>/consultation")
def consult(document_id: int, version: int) -> Answer:
    """Ask the residents."""
    actor, found = _stepped(document_id, version, CharterAct.CONSULT)
    form = ConsultForm()

    def act() -> None:
        operations.start_consultation(version=found, until=form.until.day, actor_id=actor.person_id)

    return _take(actor, found, "consult_form", form, act, _("Residents can read it and answer now."))


@bp.post("/charters/<int:document_id>/versions/<int:version>/adoption")
def adopt(document_id: int, version: int) -> Answer:
    """Record what adopted it."""
    actor, found = _stepped(document_id, version, CharterAct.ADOPT)
    form = AdoptForm()

    def act() -> None:
        operations.record_adoption(
            version=found,
            resolution=form.resolution.data or "",
            on=form.adopted_on.day,
            actor_id=actor.person_id,
        )

    return _take(actor, found, "adopt_form", form, act, _("Recorded. Next, the street files it."))


@bp.post("/charters/<int:document_id>/versions/<int:version>/filing")
def file(document_id: int, version: int) -> Answer:
    """Record the street's filing."""
    actor, found = _stepped(document_id, version, CharterAct.FILE)
    form = FileForm()

    def act() -> None:
        operations.file_version(
            version=found,
            filing_number=form.filing_number.data or "",
            on=form.filed_on.day,
            actor_id=actor.person_id,
        )

    return _take(actor, found, "file_form", form, act, _("Filed. Next, say from when it holds."))


@bp.post("/charters/<int:document_id>/versions/<int:version>/force")
def enforce(document_id: int, version: int) -> Answer:
    """Let it hold from a day on."""
    actor, found = _stepped(document_id, version, CharterAct.ENFORCE)
    form = ForceForm()

    def act() -> None:
        operations.bring_into_force(version=found, force_from=form.force_from.day, actor_id=actor.person_id)

    return _take(actor, found, "force_form", form, act, _("Done. Residents are asked to read it."))


@bp.post("/charters/<int:document_id>/versions/<int:version>/paper-entry")
def enter(document_id: int, version: int) -> Answer:
    """Enter a paper that is in force already."""
    actor, found = _stepped(document_id, version, CharterAct.FILE)
    form = PaperForm()

    def act() -> None:
        paper = Paper(
            adopted_by=form.adopted_by.data or "",
            adopted_on=form.adopted_on.day,
            filing_number=form.filing_number.data or "",
            filed_on=form.filed_on.day,
            force_from=form.force_from.day,
        )
        operations.enter_paper(version=found, paper=paper, actor_id=actor.person_id)

    return _take(actor, found, "paper_form", form, act, _("Done. Residents are asked to read it."))


@bp.post("/charters/<int:document_id>/versions/<int:version>/withdrawal")
def withdraw(document_id: int, version: int) -> Answer:
    """Put a draft away."""
    actor, found = _stepped(document_id, version, CharterAct.WRITE)
    form = WithdrawForm()

    def act() -> None:
        operations.withdraw(version=found, reason=form.reason.data or "", actor_id=actor.person_id)

    return _take(actor, found, "withdraw_form", form, act, _("The draft is put away."))


def _stepped(document_id: int, number: int, act: CharterAct) -> tuple[Actor, Version]:
    actor = signed_in()
    return actor, version_for(actor, document_id, number, to=act)


def _take(actor: Actor, version: Version, name: str, form: Form, act: Callable[[], None], said: str) -> Answer:
    """Take one step: to the version's page, or its page again with the form and what is wrong with it."""
    document_id, number = version.document_id, version.number
    if form.validate_on_submit():
        try:
            act()
            return see_other("charters.version", document_id=document_id, version=number, message=said)
        except Invalid as problem:
            form.refuse(problem)
    opened = document_for(actor, document_id)
    return make_response(show_page(actor, opened, opened.version(number), **{name: form}), 422)

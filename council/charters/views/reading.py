"""Reading a charter or compact: the version in force, any other, on paper; remarks and the tick of a resident."""

from datetime import date
from typing import Any

from flask import make_response, render_template
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Invalid
from council.charters import operations
from council.charters.access import Opened, document_for, version_for
from council.charters.forms import AdoptForm, ConsultForm, FileForm, ForceForm, PaperForm, RemarkForm, WithdrawForm
from council.charters.hooks import decision_of
from council.charters.models import Standing, Step, Version
from council.charters.permissions import CharterAct
from council.charters.queries import Readers, has_read, readers_of, remark_of, remarks_on
from council.charters.rules.versions import after, last_day, takes_remarks
from council.charters.views import bp
from council.permits.actor import Actor
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/charters/<int:document_id>")
def document(document_id: int) -> str:
    """The version in force; where none is, the newest that this reader may see."""
    actor = current_actor()
    opened = document_for(actor, document_id)
    today = clock.today()
    held = next((each for each in opened.versions if each.standing(today) is Standing.IN_FORCE), opened.versions[0])
    return show_page(actor, opened, held)


@bp.get("/charters/<int:document_id>/versions/<int:version>")
def version(document_id: int, version: int) -> str:
    """Any version, at its own address for good."""
    actor = current_actor()
    opened = document_for(actor, document_id)
    return show_page(actor, opened, opened.version(version))


@bp.get("/charters/<int:document_id>/versions/<int:version>/paper")
def paper(document_id: int, version: int) -> str:
    """A version as a sheet of A4, for the board downstairs."""
    found = version_for(current_actor(), document_id, version)
    return render_template(
        "charters/paper.html", version=found, standing=found.standing(clock.today()), **_facts(found)
    )


@bp.post("/charters/<int:document_id>/versions/<int:version>/reading")
def tick(document_id: int, version: int) -> Answer:
    """Tick “I have read it”."""
    actor = signed_in()
    found = version_for(actor, document_id, version, to=CharterAct.READ)
    operations.tick_read(version=found, actor_id=actor.person_id)
    return see_other("charters.document", document_id=document_id, message=_("Thank you for reading it."))


@bp.post("/charters/<int:document_id>/versions/<int:version>/remark")
def remark(document_id: int, version: int) -> Answer:
    """Leave or change one's remark."""
    actor = signed_in()
    found = version_for(actor, document_id, version, to=CharterAct.REMARK)
    form = RemarkForm()
    if form.validate_on_submit():
        try:
            operations.leave_remark(version=found, text=form.text.data or "", actor_id=actor.person_id)
            said = _("Thank you. You can change it until the last day.")
            return see_other("charters.version", document_id=document_id, version=version, message=said)
        except Invalid as problem:
            form.refuse(problem)
    return make_response(show_page(actor, document_for(actor, document_id), found, remark_form=form), 422)


def show_page(actor: Actor | None, opened: Opened, shown: Version, **forms: Any) -> str:
    """The page of one version for a reader; `forms` are those that came back with errors."""
    today = clock.today()
    stands = shown.standing(today)
    asked = takes_remarks(shown.state, shown.consulted_until, today)
    mine = remark_of(shown.id, actor.person_id) if actor and shown.consulted_until else None
    return render_template(
        "charters/document.html",
        document=opened.document,
        today=today,
        version=shown,
        standing=stands,
        versions=[(each, each.standing(today)) for each in opened.versions],
        older=_before(opened, shown),
        can=_possible(actor, shown),
        asked=asked and allows(actor, CharterAct.REMARK, shown),
        mine=mine,
        remarks=paged(remarks_on(shown.id), size=20)
        if shown.consulted_until and allows(actor, CharterAct.SEE_REMARKS, shown)
        else None,
        **_reading(actor, shown, stands),
        **_facts(shown),
        **{**_forms(shown, mine.text if mine else "", today), **forms},
    )


def _before(opened: Opened, shown: Version) -> Version | None:
    """The version to compare with first: the one before."""
    return next((each for each in opened.versions if each.number < shown.number), None)


def _facts(version: Version) -> dict[str, Any]:
    """The steps of a version, and the decision that adopted it where it can be linked."""
    return {
        "adopted": version.step(Step.ADOPT),
        "filed": version.step(Step.FILE),
        "withdrawn": version.step(Step.WITHDRAW),
        "asked_from": version.step(Step.CONSULT),
        "decision": decision_of(version.adopted_kind, version.adopted_id),
    }


def _reading(actor: Actor | None, version: Version, stands: Standing) -> dict[str, Any]:
    """The public count of a version that was ever in force, and whether this reader is asked."""
    if stands not in (Standing.IN_FORCE, Standing.SUPERSEDED):
        return {"readers": None, "may_tick": False, "ticked": False}
    ticked = actor is not None and has_read(version.id, actor.person_id)
    may = stands is Standing.IN_FORCE and allows(actor, CharterAct.READ, version)
    readers: Readers = readers_of(version)
    return {"readers": readers, "may_tick": may, "ticked": ticked}


_ACTS = {
    Step.CONSULT: CharterAct.CONSULT,
    Step.ADOPT: CharterAct.ADOPT,
    Step.FILE: CharterAct.FILE,
    Step.ENFORCE: CharterAct.ENFORCE,
    Step.WITHDRAW: CharterAct.WRITE,
    Step.ENTER: CharterAct.FILE,
}


def _possible(actor: Actor | None, version: Version) -> frozenset[str]:
    """The steps whose forms this reader is offered, and `write` for who writes drafts."""
    steps = {
        step.name.lower() for step, act in _ACTS.items() if after(version.state, step) and allows(actor, act, version)
    }
    if version.number > 1:
        steps.discard("enter")  # what came before stands here already
    return frozenset(steps | {"write"}) if allows(actor, CharterAct.WRITE, version) else frozenset(steps)


def _forms(version: Version, remark: str, today: date) -> dict[str, Any]:
    return {
        "consult_form": ConsultForm(formdata=None, data={"until": last_day(today)}),
        "adopt_form": AdoptForm(formdata=None, data={"adopted_on": today}),
        "file_form": FileForm(formdata=None, data={"filed_on": today}),
        "force_form": ForceForm(formdata=None, data={"force_from": today}),
        "paper_form": PaperForm(formdata=None),
        "withdraw_form": WithdrawForm(formdata=None),
        "remark_form": RemarkForm(formdata=None, data={"text": remark}),
    }

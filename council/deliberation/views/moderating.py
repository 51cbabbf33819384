"""Saying that something is out of place, hiding it, appealing, deciding."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Forbidden, Invalid, NotVisible
from council.deliberation import operations
from council.deliberation.access import moderation_for, said_thing
from council.deliberation.forms import WordsForm
from council.deliberation.permissions import TalkAct
from council.deliberation.queries import moderation_numbers, moderation_of, waiting
from council.deliberation.views import bp
from council.organisation.queries import place_by_code, ways_up
from council.permits.current import signed_in
from council.permits.permission import reach
from council.web.answers import Answer, see_other

#: What is done about something said → what it asks for.
ACTS = {"complaint": TalkAct.READ, "hiding": TalkAct.MODERATE, "appeal": TalkAct.READ}


@bp.get("/said/<said_kind>/<int:thing_id>/<what>")
def about(said_kind: str, thing_id: int, what: str) -> str:
    """The form for it: what is not right, why it is hidden, why it should be shown."""
    thing = said_thing(signed_in(), said_kind, thing_id, to=_act(what))
    return _page(thing, said_kind, what, WordsForm())


@bp.post("/said/<said_kind>/<int:thing_id>/<what>")
def tell(said_kind: str, thing_id: int, what: str) -> Answer:
    """Report it, hide it, or appeal."""
    actor = signed_in()
    thing = said_thing(actor, said_kind, thing_id, to=_act(what))
    form = WordsForm()
    if form.validate_on_submit():
        why = form.why.data or ""
        try:
            if what == "complaint":
                operations.complain(actor_id=actor.person_id, thing=thing, why=why)
            elif what == "hiding":
                operations.hide(actor_id=actor.person_id, thing=thing, why=why)
            else:
                operations.appeal(actor_id=actor.person_id, thing=thing, words=why)
            page = "deliberation.reasons" if said_kind == "reason" else "deliberation.statements"
            return see_other(page, number=thing.issue.number, message=_("Thank you. It is recorded."))
        except Invalid as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_page(thing, said_kind, what, form), 422)


@bp.get("/moderation/")
def queue() -> str:
    """What waits for a moderator: reported words, and appeals."""
    paths = reach(signed_in(), TalkAct.MODERATE)
    if not paths:
        raise Forbidden
    return render_template("deliberation/queue.html", rows=waiting(paths), form=WordsForm())


@bp.post("/moderation/<int:moderation_id>/decision")
def decide(moderation_id: int) -> Answer:
    """Show it again, or leave it hidden."""
    actor = signed_in()
    row = moderation_for(actor, moderation_id)
    form = WordsForm()
    show = request.form.get("show") == "yes"
    operations.decide_appeal(actor_id=actor.person_id, moderation=row, show=show, why=form.why.data or "")
    return see_other("deliberation.queue", message=_("Shown again.") if show else _("It stays hidden."))


@bp.get("/places/<place_code>/moderation")
def numbers(place_code: str) -> str:
    """How often words were hidden and shown again. Public: numbers, no words, no names."""
    place = place_by_code(place_code)
    if place is None:
        raise NotVisible
    found = moderation_numbers(place.path)
    return render_template("deliberation/numbers.html", place=place, above=ways_up(place.path), found=found)


def _act(what: str) -> TalkAct:
    if what not in ACTS:
        raise NotVisible
    return ACTS[what]


def _page(thing: object, kind: str, what: str, form: WordsForm) -> str:
    found = moderation_of(kind, thing.id)  # type: ignore[attr-defined]
    return render_template("deliberation/about.html", thing=thing, kind=kind, what=what, form=form, moderation=found)

"""Proxies: the paper form, recording one at the desk, and voting for whoever gave it."""

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid, NotVisible
from council.permits.current import signed_in
from council.polls.access import poll_to
from council.polls.kinds import Marking
from council.polls.marks import BadMarks, read_marks
from council.polls.models import Poll, RollEntry
from council.polls.papers.common import demand_present
from council.polls.papers.forms import ProxyForm
from council.polls.papers.proxies import give_proxy, take_proxy_back, vote_by_proxy
from council.polls.papers.queries import held_entry, line_of
from council.polls.permissions import PollAct
from council.polls.planning.queries import people_named
from council.polls.views import bp
from council.polls.views.marking import sheet_of
from council.polls.wording import bad_marks_words
from council.residents.models import Person
from council.web.answers import Answer, see_other


@bp.get("/<int:poll_id>/proxy-form")
def proxy_form(poll_id: int) -> str:
    """The form to print and sign."""
    return render_template("polls/proxy_form.html", poll=poll_to(signed_in(), poll_id, PollAct.PAPERS))


@bp.get("/<int:poll_id>/proxies/<int:entry_id>")
def proxy(poll_id: int, entry_id: int) -> str:
    """Who holds the proxy of a voter."""
    poll = poll_to(signed_in(), poll_id, PollAct.PAPERS)
    return _recording(poll, entry_id, ProxyForm(formdata=None))


@bp.post("/<int:poll_id>/proxies/<int:entry_id>")
def record_proxy(poll_id: int, entry_id: int) -> Answer:
    """Record it by the name on the signed form."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    form = ProxyForm()
    if form.validate():
        try:
            found = people_named(poll.place, form.name.data or "")
            if len(found) != 1:
                several = _("Several people have this name. Ask the clerk.")
                raise Invalid(several if found else _("Nobody here has this name."), field="name")
            give_proxy(poll=poll, entry_id=entry_id, holder_id=found[0].id, actor_id=actor.person_id)
            return see_other("polls.papers", poll_id=poll_id, message=_("The proxy is recorded."))
        except Invalid as problem:
            form.refuse(problem)
        except Conflict as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_recording(poll, entry_id, form), 422)


@bp.post("/<int:poll_id>/proxies/<int:entry_id>/back")
def proxy_back(poll_id: int, entry_id: int) -> Answer:
    """The voter takes it back."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    take_proxy_back(poll=poll, entry_id=entry_id, actor_id=actor.person_id)
    return see_other("polls.papers", poll_id=poll_id, message=_("The proxy is taken back."))


@bp.get("/<int:poll_id>/for/<int:entry_id>")
def by_proxy(poll_id: int, entry_id: int) -> str:
    """The ballot of whoever gave the reader a proxy."""
    return _voting(*_held(poll_id, entry_id))


@bp.post("/<int:poll_id>/for/<int:entry_id>")
def vote_for(poll_id: int, entry_id: int) -> Answer:
    """Cast it; it is final."""
    actor = signed_in()
    poll, entry, giver = _held(poll_id, entry_id)
    try:
        marks = read_marks(sheet_of(poll.marking, poll.options, poll.settings or {}), request.form.to_dict(flat=False))
        choice, kept = (marks.strip('"'), "") if poll.marking == Marking.STANCE else ("marks", marks)
        vote_by_proxy(poll=poll, entry_id=entry_id, holder_id=actor.person_id, choice=choice, marks=kept)
    except BadMarks as problem:
        return make_response(_voting(poll, entry, giver, bad_marks_words(problem)), 422)
    except Conflict as problem:
        return make_response(_voting(poll, entry, giver, str(problem.message)), 409)
    return see_other("polls.show", poll_id=poll_id, message=_("The vote for %(name)s is recorded.", name=giver.name))


def _held(poll_id: int, entry_id: int) -> tuple[Poll, RollEntry, Person]:
    """The poll and the line that the reader holds a proxy for. Raises `NotVisible` for everybody else."""
    found = held_entry(poll_id, entry_id, signed_in().person_id)
    if found is None:
        raise NotVisible
    return found


def _voting(poll: Poll, entry: RollEntry, giver: Person, refused: str = "") -> str:
    return render_template("polls/by_proxy.html", poll=poll, entry=entry, giver=giver, refused=refused)


def _recording(poll: Poll, entry_id: int, form: ProxyForm) -> str:
    found = line_of(poll.id, entry_id)
    if found is None:
        raise NotVisible
    demand_present(found[0])
    return render_template("polls/proxy.html", poll=poll, entry=found[0], giver=found[1], form=form)

"""The paper desk: print, hand out, read twice, settle conflicts; hands in the room; a vote entered for somebody."""

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.polls.access import poll_to
from council.polls.counts import BLANK, INVALID
from council.polls.kinds import Marking
from council.polls.marks import BadMarks, read_marks
from council.polls.models import Poll, RollEntry, Secrecy
from council.polls.owners import OwnersMode, told
from council.polls.papers import channels, operations
from council.polls.papers.common import demand_present
from council.polls.papers.forms import HandsForm, PrintForm, SerialForm, VoidForm
from council.polls.papers.queries import by_state, conflicts, papers_of, weighs
from council.polls.permissions import PollAct
from council.polls.planning.queries import roll_lines
from council.polls.queries import turnout
from council.polls.views import bp
from council.polls.views.marking import sheet_of
from council.polls.wording import bad_marks_words, marks_words, method_words, rule_words
from council.web.answers import Answer, see_other
from council.web.paging import paged
from council.web.qr import qr_svg, whole_address


@bp.get("/<int:poll_id>/papers")
def papers(poll_id: int) -> str:
    """Where the papers stand, and the roll to hand them out by."""
    actor = signed_in()
    return _page(actor, poll_to(actor, poll_id, PollAct.PAPERS))


@bp.post("/<int:poll_id>/papers/print")
def make_papers(poll_id: int) -> Answer:
    """Make numbered papers; the sheet to print comes next."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    form = PrintForm()
    if form.validate():
        try:
            operations.print_papers(poll=poll, count=form.count.data or 0, actor_id=actor.person_id)
            return see_other("polls.paper_sheets", poll_id=poll_id)
        except (Invalid, Conflict) as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_page(actor, poll, print_form=form), 422)


@bp.get("/<int:poll_id>/papers/sheets")
def paper_sheets(poll_id: int) -> str:
    """The papers that are not out yet, four on a sheet, each with its number and code."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    address = whole_address(url_for("polls.paper", poll_id=poll_id))
    return render_template(
        "polls/sheets.html",
        poll=poll,
        papers=papers_of(poll_id, "printed"),
        code=lambda serial: qr_svg(f"{address}?serial={serial}", serial),
        rule=_rule(poll),
    )


@bp.get("/<int:poll_id>/papers/list")
def box_list(poll_id: int) -> str:
    """The list for the mobile ballot box: whom to visit, with a place to sign."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    return render_template(
        "polls/box_list.html",
        poll=poll,
        page=paged(roll_lines(poll_id).where(RollEntry.present), size=500, scalars=False),
    )


@bp.post("/<int:poll_id>/papers/out/<int:entry_id>")
def hand_out(poll_id: int, entry_id: int) -> Answer:
    """Give a voter a paper."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    try:
        paper = operations.hand_out(poll=poll, entry_id=entry_id, actor_id=actor.person_id)
    except (Invalid, Conflict) as problem:
        return make_response(_page(actor, poll, refused=str(problem.message)), problem.status)
    said = _("Give out paper %(serial)s.", serial=paper.serial) if paper else _("Give out any of the printed papers.")
    return see_other("polls.papers", poll_id=poll_id, q=request.form.get("q", ""), message=said)


@bp.post("/<int:poll_id>/papers/back/<int:entry_id>")
def take_back(poll_id: int, entry_id: int) -> Answer:
    """A voter gives a paper back."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    serial = request.form.get("serial", "")
    try:
        operations.take_back(
            poll=poll, serial=serial, entry_id=entry_id, reason=_("given back"), actor_id=actor.person_id
        )
    except (Invalid, Conflict) as problem:
        return make_response(_page(actor, poll, refused=str(problem.message)), problem.status)
    return see_other("polls.papers", poll_id=poll_id, message=_("The paper is void. They may vote another way."))


@bp.get("/<int:poll_id>/papers/paper")
def paper(poll_id: int) -> str:
    """Read one paper: type or scan its number, mark what stands on it."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    form = SerialForm(formdata=None)
    form.serial.data = request.args.get("serial", "")
    return _reading(poll, form)


@bp.post("/<int:poll_id>/papers/paper")
def read_paper(poll_id: int) -> Answer:
    """Keep what this teller read."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    form = SerialForm()
    if not form.validate():
        return make_response(_reading(poll, form), 422)
    try:
        marks = _marks(poll)
        read = operations.enter(poll=poll, serial=form.serial.data or "", marks=marks, teller_id=actor.person_id)
    except BadMarks as problem:
        form.form_errors.append(bad_marks_words(problem))
        return make_response(_reading(poll, form), 422)
    except (Invalid, Conflict) as problem:
        form.form_errors.append(str(problem.message))
        return make_response(_reading(poll, form), problem.status)
    said = {
        "read": _("Paper %(serial)s is read once. Now a second person reads it.", serial=read.serial),
        "counted": _("Paper %(serial)s is counted: two people read the same.", serial=read.serial),
        "conflict": _("Paper %(serial)s was read differently. Look at it together.", serial=read.serial),
    }[read.state]
    return see_other("polls.paper", poll_id=poll_id, message=said)


@bp.post("/<int:poll_id>/papers/void")
def void(poll_id: int) -> Answer:
    """A paper that is lost or spoilt."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    form = VoidForm()
    if form.validate():
        try:
            operations.void(
                poll=poll, serial=form.serial.data or "", reason=form.reason.data or "", actor_id=actor.person_id
            )
            return see_other("polls.papers", poll_id=poll_id, message=_("The paper does not count."))
        except (Invalid, Conflict) as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_page(actor, poll, void_form=form), 422)


@bp.post("/<int:poll_id>/hands/<int:entry_id>")
def by_hand(poll_id: int, entry_id: int) -> Answer:
    """Somebody votes by a show of hands."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    try:
        channels.by_hand(poll=poll, entry_ids=[entry_id], actor_id=actor.person_id)
    except (Invalid, Conflict) as problem:
        return make_response(_page(actor, poll, refused=str(problem.message)), problem.status)
    return see_other("polls.papers", poll_id=poll_id, q=request.form.get("q", ""), message=_("They vote by hand."))


@bp.post("/<int:poll_id>/hands")
def hands(poll_id: int) -> Answer:
    """The hands that were counted."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    form = HandsForm()
    if form.validate():
        counts = {"for": form.for_.data or 0, "against": form.against.data or 0, "abstain": form.abstain.data or 0}
        try:
            channels.set_hands(poll=poll, counts=counts, actor_id=actor.person_id)
            return see_other("polls.papers", poll_id=poll_id, message=_("The hands are written down."))
        except (Invalid, Conflict) as problem:
            form.form_errors.append(str(problem.message))
    return make_response(_page(actor, poll, hands_form=form), 422)


@bp.get("/<int:poll_id>/helped/<int:entry_id>")
def help_out(poll_id: int, entry_id: int) -> str:
    """A ballot to enter for somebody who asks for it."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    return _helping(poll, entry_id)


@bp.post("/<int:poll_id>/helped/<int:entry_id>")
def enter_for(poll_id: int, entry_id: int) -> Answer:
    """Cast it. What was chosen is not shown again."""
    actor = signed_in()
    poll = poll_to(actor, poll_id, PollAct.PAPERS)
    try:
        marks = read_marks(_sheet(poll), request.form.to_dict(flat=False))
        choice, kept = (marks.strip('"'), "") if poll.marking == Marking.STANCE else ("marks", marks)
        channels.enter_for(poll=poll, entry_id=entry_id, choice=choice, marks=kept, actor_id=actor.person_id)
    except BadMarks as problem:
        return make_response(_helping(poll, entry_id, bad_marks_words(problem)), 422)
    except (Invalid, Conflict) as problem:
        return make_response(_helping(poll, entry_id, str(problem.message)), problem.status)
    return see_other(
        "polls.papers", poll_id=poll_id, message=_("The vote is recorded. It is noted that you entered it.")
    )


def _takes_hands(poll: Poll) -> bool:
    return poll.secrecy == Secrecy.OPEN and poll.marking == Marking.STANCE and not weighs(poll.id)


def _sheet(poll: Poll):  # type: ignore[no-untyped-def]
    return sheet_of(poll.marking, poll.options, poll.settings or {})


def _marks(poll: Poll) -> str:
    """What stands on the paper: a choice, or the words for a blank and an invalid one. Raises `BadMarks`."""
    word = request.form.get("spoilt", "")
    return word if word in (BLANK, INVALID) else read_marks(_sheet(poll), request.form.to_dict(flat=False))


def _rule(poll: Poll) -> list[str]:
    if poll.options or poll.marking == Marking.ANSWER:
        return told(method_words(poll.method, poll.settings or {}), poll)
    return told(rule_words(poll.rule, straw=poll.straw, entitled=poll.entitled, present=poll.present), poll)


def _reading(poll: Poll, form: SerialForm) -> str:
    return render_template("polls/paper.html", poll=poll, form=form, states=by_state(poll.id))


def _helping(poll: Poll, entry_id: int, refused: str = "") -> str:
    row = next(iter(paged(roll_lines(poll.id).where(RollEntry.id == entry_id), scalars=False).items), None)
    if row is None or poll.secrecy == Secrecy.SECRET:
        raise Conflict(_("In a secret vote a helper hands out a paper."))
    demand_present(row[0])
    return render_template("polls/helping.html", poll=poll, entry=row[0], person=row[1], refused=refused)


def _page(
    actor: Actor,
    poll: Poll,
    *,
    refused: str = "",
    print_form: PrintForm | None = None,
    void_form: VoidForm | None = None,
    hands_form: HandsForm | None = None,
) -> str:
    search, on_paper = request.values.get("q", ""), poll.owners_mode == OwnersMode.PAPER
    return render_template(
        "polls/papers.html",
        poll=poll,
        refused=refused,
        states=by_state(poll.id),
        conflicts=conflicts(poll.id),
        in_words=lambda marks: marks if marks in (BLANK, INVALID) else marks_words(marks, poll.options),
        page=paged(roll_lines(poll.id, search), size=25, scalars=False),
        search=search,
        turnout=turnout(poll.id),
        print_form=print_form or PrintForm(formdata=None),
        void_form=void_form or VoidForm(formdata=None),
        hands_form=hands_form or HandsForm(formdata=None, data=poll.hands or {}),
        can_hands=not on_paper and _takes_hands(poll),
        on_paper=on_paper,
    )

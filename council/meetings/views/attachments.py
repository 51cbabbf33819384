"""Papers of the agenda: put on an item, read by whoever reads the notice, taken back with a reason."""

import mimetypes

from flask import Response, abort, make_response, render_template, request, send_file
from flask_babel import gettext as _

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.base.ids import row_id
from council.media import files
from council.media.uploads import document_from
from council.meetings.access import item_for
from council.meetings.attachments.access import may_open, paper_to_change, paper_to_read
from council.meetings.attachments.forms import PaperForm, WithdrawForm
from council.meetings.attachments.models import Paper, PaperKind
from council.meetings.attachments.operations import attach, withdraw
from council.meetings.attachments.queries import papers_on
from council.meetings.models import AgendaItem, MeetingState
from council.meetings.outline import outline
from council.meetings.permissions import MeetingAct
from council.meetings.views import bp
from council.meetings.words import meeting_name, size_words
from council.permits.current import current_actor, signed_in
from council.permits.permission import allows
from council.privacy.queries import shown_names
from council.web.answers import Answer, see_other
from council.web.saving import save_as

bp.add_app_template_filter(size_words)

#: What a file of ours may do in a browser: nothing. It is saved, never shown as a page of this site.
LOCKED_UP = "default-src 'none'; sandbox"


@bp.get("/items/<int:item_id>/papers")
def item_papers(item_id: int) -> Answer:
    """The papers of an item, and the form for one more."""
    item = item_for(signed_in(), item_id, to=MeetingAct.PLAN)
    return _page(item, PaperForm(formdata=None))


@bp.post("/items/<int:item_id>/papers")
def add_paper(item_id: int) -> Answer:
    """Put a paper on an item."""
    actor = signed_in()
    item = item_for(actor, item_id, to=MeetingAct.PLAN)
    form = PaperForm()
    valid = form.validate()
    try:
        sent = form.file.data
        document = document_from(sent) if sent is not None and sent.filename else None
        if not valid:
            return _page(item, form, status=422)
        attach(
            item=item,
            title=form.title.data or "",
            document=document,
            text=form.text.data or "",
            url=form.url.data or "",
            actor_id=actor.person_id,
            key=form.key,
        )
    except Invalid as problem:
        form.refuse(problem)
        return _page(item, form, status=422)
    except Conflict as problem:
        return _page(item, form, problem=str(problem.message), status=409)
    except OSError:
        form.refuse(Invalid(_("The file could not be kept: there is no room here."), field="file"))
        return _page(item, form, status=503)
    return see_other("meetings.item_papers", item_id=item.id, message=_("The paper is on the agenda."))


@bp.post("/attachments/<int:paper_id>/removal")
def remove_paper(paper_id: int) -> Answer:
    """Take a paper off. A second tap finds it gone and says so."""
    actor = signed_in()
    key = row_id(request.form.get("item"))
    if key is not None and db.session.get(Paper, paper_id) is None:
        item = item_for(actor, key, to=MeetingAct.PLAN)
        return see_other("meetings.item_papers", item_id=item.id, message=_("The paper is off the agenda."))
    paper = paper_to_change(actor, paper_id)
    item, form = paper.item, WithdrawForm()
    try:
        if form.validate():
            withdraw(paper=paper, reason=form.reason.data or "", actor_id=actor.person_id)
            return see_other("meetings.item_papers", item_id=item.id, message=_("The paper is off the agenda."))
    except Invalid as problem:
        form.refuse(problem)
    return _page(item, PaperForm(formdata=None), refused=paper_id, withdraw_form=form, status=422)


@bp.get("/attachments/<int:paper_id>")
def read_paper(paper_id: int) -> Answer:
    """A paper as a page: a text is read here, a picture seen; a file is opened from here.

    A page first, because WeChat opens no file: there one reads what it is, and how to open it.
    """
    actor = current_actor()
    paper = paper_to_read(actor, paper_id)
    item, meeting = paper.item, paper.item.meeting
    numbers = {line.item.id: line.number for line in outline(meeting.items)}
    page = render_template(
        "meetings/paper.html",
        paper=paper,
        item=item,
        meeting=meeting,
        number=numbers[item.id],
        name=meeting_name(meeting),
        added_by=shown_names([paper.added_by_id], actor).get(paper.added_by_id, ""),
        may_open=may_open(actor, paper),
        may_plan=allows(actor, MeetingAct.PLAN, meeting),
        is_live=meeting.state == MeetingState.IN_SESSION,
        place_name=meeting.place.name,
    )
    return make_response(page)


@bp.get("/attachments/<int:paper_id>/file")
def paper_file(paper_id: int) -> Response:
    """The file itself, to be saved. A browser runs nothing of it on this site."""
    actor = current_actor()
    paper = paper_to_read(actor, paper_id)
    if not paper.token or not may_open(actor, paper):
        abort(404)
    name = f"{paper.title}{mimetypes.guess_extension(paper.media) or ''}"
    try:
        answer = send_file(files.paper(paper.token), mimetype=paper.media, etag=paper.sha256)
    except FileNotFoundError:
        abort(404)
    answer.headers["Content-Security-Policy"] = LOCKED_UP
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-cache"
    return save_as(answer, name)


def _page(
    item: AgendaItem,
    form: PaperForm,
    *,
    refused: int = 0,
    withdraw_form: WithdrawForm | None = None,
    problem: str = "",
    status: int = 200,
) -> Answer:
    meeting = item.meeting
    line = next(each for each in outline(meeting.items) if each.item.id == item.id)
    page = render_template(
        "meetings/item_papers.html",
        item=item,
        number=line.number,
        meeting=meeting,
        name=meeting_name(meeting),
        papers=papers_on(item.id),
        form=form,
        withdraw_form=withdraw_form or WithdrawForm(formdata=None),
        refused=refused,
        problem=problem,
        is_called=meeting.convened_at is not None,
        is_over=meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED),
        kinds=PaperKind,
    )
    return make_response(page, status)

"""Blank forms for the page of an issue, filled with what can be chosen."""

from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from council.issues import words
from council.issues.forms import FeedbackForm, HandBackForm
from council.issues.handling_forms import (
    AskedForm,
    AskUnitForm,
    CategoryForm,
    DisputeForm,
    ExtendForm,
    MediationForm,
    MergeForm,
    NoteForm,
    ReferForm,
    RejectForm,
    ResolveForm,
    SendBackForm,
)
from council.issues.models import Issue
from council.issues.queries.clocks import categories
from council.issues.queries.handling import above, templates_at, units_to_ask
from council.media.uploads import Taken


def officer_forms(issue: Issue) -> dict[str, Any]:
    """The forms that officers are offered, filled with what can be chosen."""
    ready = templates_at(issue.handler.path)
    forms: dict[str, Any] = {
        "reject_form": RejectForm(),
        "resolve_form": ResolveForm(),
        "refer_form": ReferForm(),
        "send_back_form": SendBackForm(),
        "unit_form": AskUnitForm(),
        "extend_form": ExtendForm(),
        "merge_form": MergeForm(),
        "dispute_form": DisputeForm(),
        "phone_form": AskedForm(),
    }
    for name, code in (("reject_form", "reject"), ("resolve_form", "resolve"), ("refer_form", "refer")):
        forms[name].offer([row for row in ready if row.act == code])
    forms["send_back_form"].offer([row for row in ready if row.act == "send_back"])
    forms["refer_form"].to.choices = [SelectChoice(place.code, place.name) for place in above(issue)]
    forms["unit_form"].unit.choices = [SelectChoice(unit.code, unit.name) for unit in units_to_ask(issue)]
    return forms


def all_forms(issue: Issue, *, handles: bool, categorises: bool = True) -> dict[str, Any]:
    """Every form of the page, blank; those of officers only where they are needed."""
    kind = CategoryForm()
    known = categories() if categorises else ()
    kind.category.choices = [SelectChoice(row.code, words.category_word(row)) for row in known]
    kind.category.data = kind.category.data or (issue.category.code if issue.category else "other")
    return {
        "feedback_form": FeedbackForm(),
        "feedback_taken": Taken(limit=1),
        "hand_back_form": HandBackForm(),
        "note_form": NoteForm(),
        "mediation_form": MediationForm(),
        "category_form": kind,
        **(officer_forms(issue) if handles else {}),
    }

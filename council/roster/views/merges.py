"""Merging two records of one person: find them, compare them, decide, and undo."""

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from council.base.errors import Forbidden, Invalid
from council.base.ids import row_id
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.residents.access import Account, account_for, accounts_of
from council.residents.models import Person
from council.residents.queries import roster
from council.roster.access import keeper_paths, merge_for
from council.roster.merging import FIELDS, columns_of, likely_doubles
from council.roster.operations.merging import merge_people, undo_merge
from council.roster.permissions import RosterAct
from council.roster.queries import merges_of
from council.roster.views import bp
from council.roster.views.words import change_words
from council.web.answers import Answer, see_other
from council.web.paging import paged


@bp.get("/roster/merges/")
def merges() -> str:
    """Likely doubles, and what was merged before."""
    paths = keeper_paths(signed_in())
    page = paged(merges_of(paths), size=20)
    return render_template("roster/merges.html", page=page, doubles=likely_doubles(paths))


@bp.get("/roster/merges/new")
def new_merge() -> str:
    """Choose the first record, the second, then compare them."""
    actor = signed_in()
    paths = keeper_paths(actor)
    first, second = (_record(actor, name) for name in ("a", "b"))
    if first is not None and second is not None and first.id != second.id:
        return render_template("roster/merge_new.html", first=first, second=second, rows=_compared(first, second))
    text = request.args.get("q", "").strip()[:40]
    page = paged(roster(paths, text), size=10) if text else None
    return render_template("roster/merge_find.html", first=first, page=page, text=text)


@bp.post("/roster/merges/new")
def merge() -> Answer:
    """Merge them.

    Raises:
        Invalid: it is not said which record stays.
    """
    actor = signed_in()
    first, second = (_mergeable(actor, request.form.get(name)) for name in ("a", "b"))
    keep = row_id(request.form.get("keep"))
    if keep not in (first.id, second.id) or first.id == second.id:
        raise Invalid(_("Choose which record stays."))
    kept, gone = (first, second) if keep == first.id else (second, first)
    taken = [name for name in FIELDS if row_id(request.form.get(f"from_{name}")) == gone.id]
    done = merge_people(kept=kept, gone=gone, taken=taken, actor_id=actor.person_id)
    return see_other("roster.show_merge", merge_id=done.id, message=_("The two records are one now."))


@bp.get("/roster/merges/<int:merge_id>")
def show_merge(merge_id: int) -> str:
    """What a merge did."""
    actor = signed_in()
    found = merge_for(actor, merge_id)
    may_undo = allows(actor, RosterAct.MERGE, _account(found.kept))
    return render_template("roster/merge.html", merge=found, may_undo=may_undo, change_words=change_words)


@bp.post("/roster/merges/<int:merge_id>/undoing")
def undo(merge_id: int) -> Answer:
    """Make two records of it again."""
    actor = signed_in()
    found = merge_for(actor, merge_id)
    demand(actor, RosterAct.MERGE, _account(found.kept), _REACHES_FURTHER)
    undo_merge(merge=found, actor_id=actor.person_id)
    return see_other("roster.show_merge", merge_id=merge_id, message=_("They are two records again."))


_REACHES_FURTHER = _l("This person's own office reaches further than yours.")


def _record(actor: Actor, name: str) -> Person | None:
    """The record that the address names, if this person keeps its roster."""
    key = row_id(request.args.get(name))
    return account_for(actor, key).person if key is not None else None


def _mergeable(actor: Actor, text: str | None) -> Person:
    """A record that this person may merge: never their own, never one whose offices reach further.

    Raises:
        NotVisible: unknown, or of another place.
        Forbidden: not theirs to merge.
    """
    account = account_for(actor, row_id(text) or 0)
    demand(actor, RosterAct.MERGE, account, _REACHES_FURTHER)
    if account.person.id == actor.person_id:
        raise Forbidden(_("Your own record is merged by somebody else."))
    return account.person


def _account(person: Person) -> Account:
    return accounts_of([person])[0]


def _compared(first: Person, second: Person) -> list[dict[str, object]]:
    """The fields side by side: what each says, whether they agree, whose value is proposed."""
    rows = []
    for field in FIELDS:
        if field == "photo_id" and not (first.photo_id or second.photo_id):
            continue
        column = columns_of(field)[0]
        values = [getattr(person, column) for person in (first, second)]
        proposed = first if values[0] or not values[1] else second
        rows.append(
            {
                "field": field,
                "words": [_said(field, person) for person in (first, second)],
                "same": values[0] == values[1],
                "proposed": proposed.id,
            }
        )
    return rows


def _said(field: str, person: Person) -> str:
    if field == "home":
        door = person.household.door if person.household else ""
        return f"{person.place.name if person.place else ''} {door}".strip() or "–"
    if field == "photo_id":
        return _("yes") if person.photo_id else _("no")
    return change_words(field, getattr(person, field))

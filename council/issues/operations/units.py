"""Partner units that work on an issue: one leads, others support, each knows its part."""

from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Invalid
from council.issues import hooks
from council.issues.models import Issue, IssueUnit
from council.issues.operations.common import move, note
from council.issues.operations.texts import needed
from council.issues.rules import AT_REST, Act, after
from council.journal.operations import Ref
from council.organisation.models import PartnerUnit


class Role(StrEnum):
    """What a unit does in an issue: 牵头 or 配合."""

    LEAD = "lead"
    SUPPORT = "support"


class PartState(StrEnum):
    """How far a unit is."""

    ASKED = "asked"
    WORKING = "working"
    DONE = "done"
    DECLINED = "declined"


#: From each state to where a unit can bring its part.
_PART_MOVES = {
    PartState.ASKED: {PartState.WORKING, PartState.DONE, PartState.DECLINED},
    PartState.WORKING: {PartState.DONE, PartState.DECLINED},
    PartState.DONE: {PartState.WORKING},
    PartState.DECLINED: {PartState.WORKING},
}


@operation
def ask_unit(*, actor_id: int, issue: Issue, unit: PartnerUnit, role: Role, part: str) -> IssueUnit:
    """Ask a unit to lead the work or to support it, with its part in words. The issue is being handled from then on.

    Raises:
        Invalid: no part, or one with a personal number.
        Conflict: the issue has moved on, the unit works on it already, or another one leads.
    """
    part = needed(part, _("Say what this unit is asked to do."), field="part")
    issue = locked(Issue, issue.id)
    if issue.state in AT_REST or after(issue.state, Act.ASSIGN) is None:
        move(issue, Act.ASSIGN)  # says where it stands
    rows = db.session.scalars(select(IssueUnit).where(IssueUnit.issue_id == issue.id)).all()
    if any(row.unit_id == unit.id and row.state != PartState.DECLINED for row in rows):
        raise Conflict(_("%(unit)s works on it already.", unit=unit.name))
    leads = next((row for row in rows if row.role == Role.LEAD and row.state != PartState.DECLINED), None)
    if role is Role.LEAD and leads is not None:
        raise Conflict(_("%(unit)s leads already. Ask this one to support.", unit=leads.unit.name))
    now = clock.now()
    row = next((row for row in rows if row.unit_id == unit.id), None) or IssueUnit(issue_id=issue.id, unit_id=unit.id)
    row.role, row.part, row.state, row.said, row.asked_at, row.changed_at = role, part, PartState.ASKED, "", now, now
    db.session.add(row)
    if role is Role.LEAD:
        issue.lead_unit_id = unit.id
    move(issue, Act.ASSIGN)
    db.session.flush()
    note(issue, actor_id, "issues.unit.asked", [Ref("unit", unit.id)], unit=unit.name, role=role, part=part)
    return row


@operation
def report_part(*, actor_id: int, row: IssueUnit, state: PartState, said: str = "") -> IssueUnit:
    """A unit says how far its part is. With the last part done, and a leading unit's word, officers say it is solved.

    Raises:
        Invalid: done or declined without a word about it.
        Conflict: the part is already so, or the issue is settled.
    """
    if state in (PartState.DONE, PartState.DECLINED):
        said = needed(said, _("Say what was done, or why not."), field="said")
    row = locked(IssueUnit, row.id)
    issue = locked(Issue, row.issue_id)
    if issue.state in AT_REST:
        raise Conflict(_("The issue is settled."))
    if state not in _PART_MOVES[PartState(row.state)]:
        raise Conflict(_("Your part says so already."))
    row.state, row.said, row.changed_at = state, said.strip() or row.said, clock.now()
    if state is PartState.DECLINED and row.role == Role.LEAD:
        issue.lead_unit_id = None
    note(issue, actor_id, f"issues.unit.{state}", [Ref("unit", row.unit_id)], unit=row.unit.name, said=said.strip())
    _wait_if_all_declined(issue)
    return row


def reopen_parts(issue: Issue) -> bool:
    """The resident said “no”: parts that were done go back to work. Whether there were any."""
    rows = db.session.scalars(
        select(IssueUnit).where(IssueUnit.issue_id == issue.id, IssueUnit.state == PartState.DONE)
    ).all()
    for row in rows:
        row.state, row.changed_at = PartState.WORKING, clock.now()
    return bool(rows)


def _wait_if_all_declined(issue: Issue) -> None:
    """Where nobody works on it any more, and no task does, the estate answers anew."""
    states = db.session.scalars(select(IssueUnit.state).where(IssueUnit.issue_id == issue.id)).all()
    if states and all(state == PartState.DECLINED for state in states) and not hooks.has_work(issue):
        move(issue, Act.UNASSIGN)


def refuse_if_invalid(role: str) -> Role:
    """The role with this code.

    Raises:
        Invalid: there is none.
    """
    if role not in set(Role):
        raise Invalid(_("Choose whether the unit leads or supports."), field="role")
    return Role(role)

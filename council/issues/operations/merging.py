"""Merging with consent: both issues stay, and a support moves only where its giver agrees."""

from flask_babel import gettext as _
from sqlalchemy import select

from council.base import clock
from council.base.db import db, locked, operation
from council.base.errors import Conflict, Forbidden, Invalid
from council.issues.models import Issue, Merge, MergeConsent, Support
from council.issues.operations.common import move, note
from council.issues.operations.neighbours import add_support, take_support
from council.issues.operations.texts import needed
from council.issues.queries import supporters
from council.issues.queries.handling import consents_of, merged_into, open_consent, standing_merge
from council.issues.rules import AT_REST, Act
from council.issues.states import IssueState
from council.journal.operations import Ref


@operation
def merge(*, actor_id: int, source: Issue, target: Issue, reason: str) -> Merge:
    """Merge `source` into `target`. Whoever raised or supports `source` is asked whether to be counted there.

    Raises:
        Invalid: no reason; the target is the same issue, of another estate, settled, merged itself, or a dispute.
        Conflict: the source has moved on, or others were merged into it.
    """
    reason = needed(reason, _("Say why they are the same. Everyone who is asked reads it."))
    for issue_id in sorted((source.id, target.id)):  # in one order, so that two at once do not wait for each other
        locked(Issue, issue_id)
    standing = standing_merge(source.id)
    if standing is not None and standing.target_id == target.id:
        return standing  # a second tap
    if standing is not None:
        raise Conflict(_("It was merged into %(number)s already.", number=standing.target.number))
    _check(source, target)
    if merged_into(source.id):
        raise Conflict(_("Others were merged into this one. Merge those into the other issue, or undo that first."))
    move(source, Act.MERGE, merged_into_id=target.id, merged_into=target, state_before=source.state)
    row = Merge(source_id=source.id, target_id=target.id, by_id=actor_id, reason=reason, at=clock.now())
    db.session.add(row)
    db.session.flush()
    _ask(row, source, target)
    refs = [Ref("issue", target.id)]
    note(source, actor_id, "issues.issue.merged", refs, into=target.number, reason=reason)
    return row


@operation
def answer_merge(*, actor_id: int, issue: Issue, agreed: bool) -> MergeConsent:
    """One who raised or supports a merged issue lets their support go to the other one, or not. Can be changed.

    Raises:
        Forbidden: nobody asks this person.
        Conflict: the merging was undone.
    """
    issue = locked(Issue, issue.id)
    row = open_consent(issue.id, actor_id)
    if row is None or issue.merged_into_id is None:
        if issue.state != IssueState.MERGED:
            raise Conflict(_("The merging was undone. Your support is where it was."))
        raise Forbidden(_("Only those who raised or support it are asked."))
    if row.agreed == agreed:
        return row
    target = locked(Issue, issue.merged_into_id)
    row.agreed, row.answered_at = agreed, clock.now()
    if agreed:
        row.added_support = target.reporter_id != actor_id and add_support(target, actor_id)
    elif row.added_support:
        take_support(target, actor_id)
        row.added_support = False
    word = "issues.merge.agreed" if agreed else "issues.merge.refused"
    note(issue, actor_id, word, [Ref("issue", target.id)], into=target.number)
    return row


@operation
def undo_merge(*, actor_id: int, issue: Issue) -> Issue:
    """Part what was merged: the issue stands where it stood, and supports that its merging added are taken back.

    Raises:
        Conflict: it is not merged (any more).
    """
    issue = locked(Issue, issue.id)
    row = standing_merge(issue.id)
    if row is None:
        raise Conflict(_("It is not merged any more."))
    target = locked(Issue, row.target_id)
    for consent in consents_of(row.id):
        if consent.added_support:
            take_support(target, consent.person_id)
            consent.added_support = False
    row.undone_at, row.undone_by_id = clock.now(), actor_id
    back = IssueState(issue.state_before or IssueState.ACKNOWLEDGED)
    move(issue, Act.UNMERGE, to=back, merged_into_id=None, merged_into=None, state_before=None)
    note(issue, actor_id, "issues.issue.unmerged", [Ref("issue", target.id)], into=target.number)
    return issue


def _check(source: Issue, target: Issue) -> None:
    if source.id == target.id:
        raise Invalid(_("Choose another issue than this one."), field="into")
    if source.estate_id != target.estate_id:
        raise Invalid(_("Both must be of the same estate."), field="into")
    if source.restricted or target.restricted:
        raise Invalid(_("A dispute is not merged."), field="into")
    if target.merged_into_id is not None:
        raise Invalid(_("That one was merged itself. Choose the issue it was merged into."), field="into")
    if target.state in AT_REST or target.state == IssueState.RESOLVED:
        raise Invalid(_("That one is settled. Choose one that is still open."), field="into")


def _ask(row: Merge, source: Issue, target: Issue) -> None:
    people = dict.fromkeys([source.reporter_id, *supporters(source.id)])
    standing = set(db.session.scalars(select(Support.person_id).where(Support.issue_id == target.id)))
    for person_id in people:
        if person_id is None:
            continue
        there = person_id in standing or person_id == target.reporter_id
        consent = MergeConsent(merge_id=row.id, person_id=person_id)
        if there:  # counted there already: nothing to ask
            consent.agreed, consent.answered_at = True, clock.now()
        db.session.add(consent)

"""Which acts are news. Pure."""

#: Acts that officers hear of, not the residents: whom, by the level that the issue is at.
STEPPED_UP = "issues.clock.stepped_up"
#: A unit is asked: its contacts hear of it as well.
UNIT_ASKED = "issues.unit.asked"
#: Acts on issues, tasks, resolutions and one's own account that those concerned hear of. Where one act writes two
#: entries (a task and its issue), only the one that says more is news.
NEWSWORTHY = frozenset(
    {
        "issues.issue.acknowledged",
        "issues.issue.rejected",
        "issues.issue.put_on_agenda",
        "issues.issue.put_off",
        "issues.issue.discussed",
        "issues.issue.handed_back",
        "issues.issue.resolved",
        "issues.issue.closed",
        "deliberation.moderation.hidden",
        "deliberation.moderation.shown",
        "deliberation.moderation.stays",
        "issues.issue.referred",
        "issues.issue.sent_back",
        "issues.issue.merged",
        "issues.issue.unmerged",
        "issues.clock.extended",
        "issues.clock.stepped_up",
        "issues.unit.asked",
        "issues.unit.done",
        "issues.unit.declined",
        "issues.feedback.confirmed",
        "issues.feedback.reopened",
        "issues.feedback.supervised",
        "followup.task.added",
        "followup.task.started",
        "followup.task.done",
        "followup.task.reopened",
        "followup.task.cancelled",
        "meetings.resolution.adopted",
        "accounts.sign_in_link.issued",
        "privacy.deletion.refused",
        "accounts.credential.set",
        "accounts.credential.reset",
        "accounts.second_factor.confirmed",
        "accounts.second_factor.removed",
        "accounts.credential.removed",
        "accounts.recovery_codes.made",
        "accounts.recovery_code.used",
        "accounts.identity.linked",
        "accounts.identity.unlinked",
    }
)

"""Which acts are news. Pure."""

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

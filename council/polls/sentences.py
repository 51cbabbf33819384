"""How this room's acts read in a history."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.polls.wording import outcome_word


@reads_as("polls.poll.drafted")
def _drafted(entry: JournalEntry) -> str:
    return _("Put to the vote: %(question)s", question=entry.data["question"])


@reads_as("polls.poll.opened")
def _opened(entry: JournalEntry) -> str:
    there, all_ = entry.data["present"], entry.data["entitled"]
    return _("Vote opened: %(present)s present of %(entitled)s entitled", present=there, entitled=all_)


@reads_as("polls.poll.stopped")
def _stopped(entry: JournalEntry) -> str:
    return _("Voting ended; %(papers)s papers are still to be read", papers=entry.data["papers"])


@reads_as("polls.poll.closed")
def _closed(entry: JournalEntry) -> str:
    if "figures" not in entry.data:
        return _("Vote closed and counted: %(ballots)s ballots", ballots=entry.data["ballots"])
    heads = entry.data["figures"]["heads"]
    return _(
        "Vote closed: %(for_)s for, %(against)s against, %(abstain)s abstained",
        for_=heads["for"],
        against=heads["against"],
        abstain=heads["abstain"],
    )


@reads_as("polls.poll.published")
def _published(entry: JournalEntry) -> str:
    return _("Result published: %(outcome)s", outcome=outcome_word(entry.data["outcome"]))


@reads_as("polls.poll.reopened")
def _reopened(entry: JournalEntry) -> str:
    return _("Vote opened again: %(reason)s", reason=entry.data["reason"])


@reads_as("polls.poll.cancelled")
def _cancelled(entry: JournalEntry) -> str:
    return _("Vote called off: %(reason)s", reason=entry.data["reason"])

"""How this room's acts read in a history."""

from flask_babel import gettext as _

from council.journal.models import JournalEntry
from council.journal.sentences import reads_as
from council.polls.owners import owners_words
from council.polls.wording import outcome_word


@reads_as("polls.poll.drafted")
def _drafted(entry: JournalEntry) -> str:
    return _("Put to the vote: %(question)s", question=entry.data["question"])


@reads_as("polls.poll.opened")
def _opened(entry: JournalEntry) -> str:
    there, all_ = entry.data["present"], entry.data["entitled"]
    opened = _("Vote opened: %(present)s present of %(entitled)s entitled", present=there, entitled=all_)
    owners = owners_words(entry.data.get("owners_mode"), entry.data.get("owners_basis", ""))
    return _("%(opened)s. %(owners)s", opened=opened, owners=owners) if owners else opened


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


@reads_as("polls.poll.hidden")
def _hidden(entry: JournalEntry) -> str:
    return _("Result hidden again within seconds")


@reads_as("polls.poll.reopened")
def _reopened(entry: JournalEntry) -> str:
    return _("Vote opened again: %(reason)s", reason=entry.data["reason"])


@reads_as("polls.poll.cancelled")
def _cancelled(entry: JournalEntry) -> str:
    return _("Vote called off: %(reason)s", reason=entry.data["reason"])


@reads_as("polls.poll.excluded")
def _excluded(entry: JournalEntry) -> str:
    return _("Somebody does not vote: %(reason)s", reason=entry.data["reason"])


@reads_as("polls.poll.included")
def _included(entry: JournalEntry) -> str:
    return _("Somebody who was excluded votes after all")


@reads_as("polls.poll.option_excluded")
def _option_excluded(entry: JournalEntry) -> str:
    return _("Not counted: %(option)s (%(reason)s)", option=entry.data["option"], reason=entry.data["reason"])


@reads_as("polls.poll.extended")
def _extended(entry: JournalEntry) -> str:
    return _("More time to vote: %(reason)s", reason=entry.data["reason"])


@reads_as("polls.poll.record_exported")
def _record_exported(_entry: JournalEntry) -> str:
    return _("The record of the vote was saved")


@reads_as("polls.poll.timed")
def _timed(entry: JournalEntry) -> str:
    return _("%(seconds)s seconds more for the vote", seconds=entry.data["seconds"])


@reads_as("polls.poll.lot_drawn")
def _lot_drawn(entry: JournalEntry) -> str:
    order, witness = " ".join(entry.data["order"]), entry.data["witness"]
    return _("Lot drawn: %(order)s; witness %(witness)s", order=order, witness=witness)


@reads_as("polls.poll.papers_printed")
def _papers_printed(entry: JournalEntry) -> str:
    return _("%(count)s papers printed", count=entry.data["count"])


@reads_as("polls.poll.paper_handed_out")
def _paper_handed_out(entry: JournalEntry) -> str:
    return _("A paper was handed out")


@reads_as("polls.poll.paper_void")
def _paper_void(entry: JournalEntry) -> str:
    return _("Paper %(serial)s is void: %(reason)s", serial=entry.data["serial"], reason=entry.data["reason"])


@reads_as("polls.poll.paper_read")
def _paper_read(entry: JournalEntry) -> str:
    serial = entry.data["serial"]
    return {
        "read": _("Paper %(serial)s was read once", serial=serial),
        "conflict": _("Paper %(serial)s was read differently", serial=serial),
        "counted": _("Paper %(serial)s was read twice alike", serial=serial),
    }[entry.data["state"]]


@reads_as("polls.poll.by_hand")
def _by_hand(entry: JournalEntry) -> str:
    return _("%(count)s people vote by hand", count=entry.data["count"])


@reads_as("polls.poll.hands_counted")
def _hands_counted(entry: JournalEntry) -> str:
    data = entry.data
    return _(
        "Hands counted: %(for_)s for, %(against)s against, %(abstain)s abstained",
        for_=data["for"],
        against=data["against"],
        abstain=data["abstain"],
    )


@reads_as("polls.poll.entered_for")
def _entered_for(entry: JournalEntry) -> str:
    return _("A helper entered a vote for somebody")


@reads_as("polls.poll.seal_confirmed")
def _seal_confirmed(entry: JournalEntry) -> str:
    return _("A scrutineer confirmed the seal")


@reads_as("polls.poll.proxy_given")
def _proxy_given(entry: JournalEntry) -> str:
    return _("A written proxy was recorded")


@reads_as("polls.poll.proxy_taken_back")
def _proxy_taken_back(entry: JournalEntry) -> str:
    return _("A proxy was taken back")


@reads_as("polls.poll.voted_by_proxy")
def _voted_by_proxy(entry: JournalEntry) -> str:
    return _("A vote was given by proxy")

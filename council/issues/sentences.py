"""How the acts on issues read, in feeds and on the audit page. The timeline of one issue has shorter words."""

from flask_babel import gettext as _

from council.issues.words import CATEGORIES
from council.journal.models import JournalEntry
from council.journal.sentences import reads_as


def _number(entry: JournalEntry) -> str:
    return str(entry.data.get("number", ""))


@reads_as("issues.issue.raised")
def raised(entry: JournalEntry) -> str:
    """A resident raised it."""
    return _("Issue %(number)s was raised", number=_number(entry))


@reads_as("issues.issue.acknowledged")
def acknowledged(entry: JournalEntry) -> str:
    """An officer accepted it."""
    return _("Issue %(number)s was accepted", number=_number(entry))


@reads_as("issues.issue.rejected")
def rejected(entry: JournalEntry) -> str:
    """An officer declined it."""
    return _("Issue %(number)s was declined, with a reason", number=_number(entry))


@reads_as("issues.issue.put_on_agenda")
def put_on_agenda(entry: JournalEntry) -> str:
    """A meeting takes it up."""
    return _("Issue %(number)s was put on the agenda", number=_number(entry))


@reads_as("issues.issue.taken_off_agenda")
def taken_off_agenda(entry: JournalEntry) -> str:
    """The meeting does not take it up."""
    return _("Issue %(number)s was taken off the agenda", number=_number(entry))


@reads_as("issues.issue.put_off")
def put_off(entry: JournalEntry) -> str:
    """The meeting did not settle it."""
    return _("Issue %(number)s was put off by the meeting and waits for an answer", number=_number(entry))


@reads_as("issues.issue.discussed")
def discussed(entry: JournalEntry) -> str:
    """The meeting talked about it and gave nobody a task."""
    return _("Issue %(number)s was discussed by the meeting and waits for an answer", number=_number(entry))


@reads_as("issues.issue.handed_back")
def handed_back(entry: JournalEntry) -> str:
    """The supervisor wants it done."""
    return _("Issue %(number)s was handed back by the supervisor, with a reason", number=_number(entry))


@reads_as("issues.issue.assigned")
def assigned(entry: JournalEntry) -> str:
    """Somebody has a task from it."""
    return _("Issue %(number)s was given to someone to do", number=_number(entry))


@reads_as("issues.issue.unassigned")
def unassigned(entry: JournalEntry) -> str:
    """Its tasks were cancelled."""
    return _("Issue %(number)s has no task any more and waits for an answer", number=_number(entry))


@reads_as("issues.issue.resolved")
def resolved(entry: JournalEntry) -> str:
    """What was to be done is done."""
    return _("Issue %(number)s is done; the resident is asked", number=_number(entry))


@reads_as("issues.issue.closed")
def closed(entry: JournalEntry) -> str:
    """Closed without the reporter's answer."""
    return _("Issue %(number)s was closed", number=_number(entry))


@reads_as("issues.support.given")
def support_given(entry: JournalEntry) -> str:
    """A neighbour has it too."""
    return _("A neighbour has issue %(number)s too", number=_number(entry))


@reads_as("issues.support.withdrawn")
def support_withdrawn(entry: JournalEntry) -> str:
    """A neighbour took it back."""
    return _("A neighbour no longer has issue %(number)s", number=_number(entry))


@reads_as("issues.feedback.confirmed")
def feedback_confirmed(entry: JournalEntry) -> str:
    """Solved, or solved in part."""
    if entry.data.get("solved") == "partly":
        return _("Issue %(number)s: the resident says partly solved", number=_number(entry))
    return _("Issue %(number)s: the resident says solved", number=_number(entry))


@reads_as("issues.feedback.reopened")
def feedback_reopened(entry: JournalEntry) -> str:
    """The first “no”."""
    return _("Issue %(number)s: not solved, it is open again", number=_number(entry))


@reads_as("issues.feedback.supervised")
def feedback_supervised(entry: JournalEntry) -> str:
    """The second “no”."""
    return _("Issue %(number)s: still not solved, the supervisor takes it", number=_number(entry))


@reads_as("issues.issue.referred")
def referred(entry: JournalEntry) -> str:
    """It went further up."""
    return _(
        "Issue %(number)s was referred to %(to)s, with a reason",
        number=_number(entry),
        to=entry.data.get("to_name", ""),
    )


@reads_as("issues.issue.sent_back")
def sent_back(entry: JournalEntry) -> str:
    """It came back from further up."""
    return _("Issue %(number)s was sent back to the estate, with a reason", number=_number(entry))


@reads_as("issues.issue.categorised")
def categorised(entry: JournalEntry) -> str:
    """Somebody said what kind it is."""
    return _("Issue %(number)s was put into a category", number=_number(entry))


@reads_as("issues.clock.extended")
def extended(entry: JournalEntry) -> str:
    """A step got more time."""
    return _("Issue %(number)s takes longer, with a reason", number=_number(entry))


@reads_as("issues.clock.stepped_up")
def stepped_up(entry: JournalEntry) -> str:
    """A step is late, and the next level is told."""
    return _("Issue %(number)s is late: the next level is told", number=_number(entry))


@reads_as("issues.unit.asked")
def unit_asked(entry: JournalEntry) -> str:
    """A unit was asked to work on it."""
    return _(
        "Issue %(number)s: %(unit)s was asked to work on it", number=_number(entry), unit=entry.data.get("unit", "")
    )


@reads_as("issues.unit.working")
def unit_working(entry: JournalEntry) -> str:
    """A unit began."""
    return _("Issue %(number)s: %(unit)s works on it", number=_number(entry), unit=entry.data.get("unit", ""))


@reads_as("issues.unit.done")
def unit_done(entry: JournalEntry) -> str:
    """A unit did its part."""
    return _("Issue %(number)s: %(unit)s has done its part", number=_number(entry), unit=entry.data.get("unit", ""))


@reads_as("issues.unit.declined")
def unit_declined(entry: JournalEntry) -> str:
    """A unit does not work on it."""
    return _(
        "Issue %(number)s: %(unit)s declined, with a reason", number=_number(entry), unit=entry.data.get("unit", "")
    )


@reads_as("issues.note.written")
def note_written(entry: JournalEntry) -> str:
    """An internal note."""
    return _("Issue %(number)s got an internal note", number=_number(entry))


@reads_as("issues.issue.merged")
def merged(entry: JournalEntry) -> str:
    """It was merged."""
    return _("Issue %(number)s was merged into %(into)s", number=_number(entry), into=entry.data.get("into", ""))


@reads_as("issues.issue.unmerged")
def unmerged(entry: JournalEntry) -> str:
    """The merging was undone."""
    return _("Issue %(number)s stands by itself again", number=_number(entry))


@reads_as("issues.merge.agreed")
def merge_agreed(entry: JournalEntry) -> str:
    """A supporter lets their support go there."""
    return _(
        "A supporter of issue %(number)s is counted at %(into)s now",
        number=_number(entry),
        into=entry.data.get("into", ""),
    )


@reads_as("issues.merge.refused")
def merge_refused(entry: JournalEntry) -> str:
    """A supporter keeps their support where it is."""
    return _(
        "A supporter of issue %(number)s is not counted at %(into)s",
        number=_number(entry),
        into=entry.data.get("into", ""),
    )


@reads_as("issues.dispute.marked")
def dispute_marked(entry: JournalEntry) -> str:
    """It is a dispute."""
    return _("Issue %(number)s goes to mediation", number=_number(entry))


@reads_as("issues.dispute.asked")
def dispute_asked(entry: JournalEntry) -> str:
    """The mediation starts anew."""
    return _("Issue %(number)s: the mediation starts anew", number=_number(entry))


@reads_as("issues.dispute.agreed")
def dispute_agreed(entry: JournalEntry) -> str:
    """The parties agreed."""
    return _("Issue %(number)s: the parties agreed", number=_number(entry))


@reads_as("issues.dispute.performed")
def dispute_performed(entry: JournalEntry) -> str:
    """What was agreed is done."""
    return _("Issue %(number)s: what was agreed is done", number=_number(entry))


@reads_as("issues.dispute.failed")
def dispute_failed(entry: JournalEntry) -> str:
    """No agreement."""
    return _("Issue %(number)s: no agreement was found", number=_number(entry))


@reads_as("issues.dispute.withdrawn")
def dispute_withdrawn(entry: JournalEntry) -> str:
    """A party withdrew."""
    return _("Issue %(number)s: the mediation was withdrawn", number=_number(entry))


def _category(entry: JournalEntry) -> str:
    return str(entry.data.get("name") or CATEGORIES.get(str(entry.data.get("code", "")), ""))


def _template(entry: JournalEntry) -> str:
    return str(entry.data.get("name", ""))


@reads_as("issues.template.added")
def template_added(entry: JournalEntry) -> str:
    """A ready answer."""
    return _("The ready answer “%(name)s” was added", name=_template(entry))


@reads_as("issues.template.changed")
def template_changed(entry: JournalEntry) -> str:
    """A ready answer was changed."""
    return _("The ready answer “%(name)s” was changed", name=_template(entry))


@reads_as("issues.template.retired")
def template_retired(entry: JournalEntry) -> str:
    """A ready answer is out of use."""
    return _("The ready answer “%(name)s” was taken out of use", name=_template(entry))


@reads_as("issues.category.added")
def category_added(entry: JournalEntry) -> str:
    """A category."""
    return _("The category %(name)s was added", name=_category(entry))


@reads_as("issues.category.changed")
def category_changed(entry: JournalEntry) -> str:
    """Its name or hours."""
    return _("The category %(name)s was changed", name=_category(entry))


@reads_as("issues.category.retired")
def category_retired(entry: JournalEntry) -> str:
    """Out of use."""
    return _("The category %(name)s was taken out of use", name=_category(entry))


@reads_as("issues.category.returned")
def category_returned(entry: JournalEntry) -> str:
    """In use again."""
    return _("The category %(name)s is in use again", name=_category(entry))


@reads_as("issues.point.made")
def point_made(entry: JournalEntry) -> str:
    """A QR code for visitors."""
    return _("A code for visitors was made: %(spot)s", spot=entry.data.get("spot", ""))


@reads_as("issues.point.closed")
def point_closed(entry: JournalEntry) -> str:
    """A QR code is out of use."""
    return _("The code for visitors was closed: %(spot)s", spot=entry.data.get("spot", ""))

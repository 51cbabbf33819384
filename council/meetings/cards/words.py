"""What a seat card that does not open says."""

from flask_babel import gettext as _

from council.meetings.cards.models import SeatCard
from council.meetings.cards.rules import CardState
from council.web.formats import day_words


def dead_words(card: SeatCard | None, stands: CardState = CardState.WITHDRAWN) -> str:
    """Why a card opens nothing now, and what to do. None: there is no such card."""
    if card is None:
        return _("We do not know this seat card. Ask at the door.")
    return {
        CardState.WORKS: "",
        CardState.WITHDRAWN: _("This seat card was withdrawn. Ask at the door for a new one."),
        CardState.OVER: _("The meeting is over. This card has done its work."),
        CardState.EARLY: _(
            "The meeting is on %(day)s. The card works on that day.", day=day_words(card.meeting.starts_at)
        ),
    }[stands]

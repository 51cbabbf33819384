"""The journal tells the inboxes, after the commit."""

from council.journal.deliveries import consume
from council.journal.models import JournalEntry
from council.notifications.operations import deliver_news
from council.notifications.rules import NEWSWORTHY


@consume("news", actions=NEWSWORTHY)
def news(entry: JournalEntry) -> None:
    """Those whom the act concerns find it in their inbox."""
    deliver_news(entry=entry)

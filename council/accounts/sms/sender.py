"""What a sender of text messages must be able to do."""

from typing import Protocol

from council.accounts.sms.console import ConsoleSender
from council.accounts.sms.failing import SendFailed
from council.accounts.sms.http import HttpSender
from council.base.door_settings import SmsSettings

__all__ = ["SendFailed", "Sender", "sender_for"]


class Sender(Protocol):
    """Brings a code to a phone."""

    def send(self, number: str, code: str, locale: str) -> None:
        """Send `code` (six digits) to `number` (digits, with a leading + for other countries).

        Args:
            locale: the language of the words around the code, where the sender has a choice.

        Raises:
            SendFailed: it did not go out; the message is for the log and names neither number nor code.
        """
        ...


def sender_for(settings: SmsSettings) -> Sender | None:
    """The sender that the settings name; None for none."""
    if settings.sender == "console":
        return ConsoleSender()
    return HttpSender(settings) if settings.sender == "http" else None

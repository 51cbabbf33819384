"""What a sender says when a message did not go out."""


class SendFailed(Exception):
    """The provider did not take the message. The text goes into the log: neither number nor code."""

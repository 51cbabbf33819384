"""All writes of the room, by noun: consents, requests for deletion, forgetting a person, retention."""

from council.privacy.operations.consents import give_consent, read_notice, withdraw_consent
from council.privacy.operations.forgetting import forget_person
from council.privacy.operations.requests import ask_for_deletion, refuse_request, withdraw_request
from council.privacy.operations.retention import name_operator, set_retention, sweep

__all__ = [
    "ask_for_deletion",
    "forget_person",
    "give_consent",
    "name_operator",
    "read_notice",
    "refuse_request",
    "set_retention",
    "sweep",
    "withdraw_consent",
    "withdraw_request",
]

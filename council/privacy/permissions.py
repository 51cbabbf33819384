"""Who may do what with other people's data. What is one's own needs no office: only oneself reaches it."""

from council.permits.actor import Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds


class PrivacyAct(Permission):
    """Acts on people's data."""

    HANDLE_REQUEST = (
        "privacy.request.handle",
        "Answer a request for deletion: carry it out, or refuse it with a reason.",
    )
    ENTER_CONSENT = (
        "privacy.consent.enter",
        "Write down at the desk a consent that somebody gave or took back on paper.",
    )
    SET_RETENTION = "privacy.retention.set", "Set for how many days each kind of data is kept."
    NAME_OPERATOR = "privacy.operator.name", "Say who answers for the data and how to reach them."


def is_not_ones_own(actor: Actor, thing: Scoped) -> bool:
    """it is not one's own request"""
    return getattr(thing, "person_id", None) != actor.person_id


grant(PrivacyAct.HANDLE_REQUEST, [holds(Office.RECORDER, Office.ADMINISTRATOR), is_not_ones_own])
grant(PrivacyAct.ENTER_CONSENT, holds(Office.RECORDER, Office.GRID_OFFICER, Office.ADMINISTRATOR))
grant(PrivacyAct.SET_RETENTION, holds(Office.ADMINISTRATOR))
grant(PrivacyAct.NAME_OPERATOR, holds(Office.ADMINISTRATOR))

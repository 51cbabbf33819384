"""Who may do what on the administrator's pages; the acts on places are the organisation's."""

from council.permits.actor import Office
from council.permits.permission import Permission, grant, holds


class AdminAct(Permission):
    """Acts that belong to no other room."""

    READ_JOURNAL = "admin.journal.read", "Read the journal of a place: who did what, when."


grant(
    AdminAct.READ_JOURNAL,
    holds(Office.ADMINISTRATOR, Office.SUPERVISOR, Office.STREET_STAFF),
)

"""Who may do what with people's accounts."""

from council.permits.actor import Office
from council.permits.permission import Permission, grant, holds


class PeopleAct(Permission):
    """Acts on the roster."""

    MAKE_LINK = "residents.sign_in_link.issue", "Make a one-time sign-in link for a resident."


grant(
    PeopleAct.MAKE_LINK,
    holds(Office.RECORDER, Office.GRID_OFFICER, Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.STREET_STAFF),
)

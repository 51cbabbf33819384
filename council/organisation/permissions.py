"""Who may do what with places and what belongs to them."""

from council.permits.actor import Office
from council.permits.permission import Permission, grant, holds


class PlaceAct(Permission):
    """Acts on places, and on the units, venues, hotlines, teams and settings of a place."""

    MANAGE_TREE = "organisation.place.manage", "Add, rename, move, split, close and reopen places."
    MANAGE_UNITS = "organisation.unit.manage", "Keep the list of partner units and their contact persons."
    MANAGE_VENUES = "organisation.venue.manage", "Keep the list of venues."
    MANAGE_HOTLINES = "organisation.hotline.manage", "Set the three hotlines of an estate."
    MANAGE_TEAMS = "organisation.team.manage", "Form teams, choose their leaders, add and end members."
    CHANGE_SETTINGS = "organisation.setting.change", "Change the settings of a place."


_administers = holds(Office.ADMINISTRATOR)
_staff = holds(Office.COMMUNITY_STAFF, Office.STREET_STAFF)
_heads = holds(Office.ESTATE_HEAD)

grant(PlaceAct.MANAGE_TREE, _administers)
grant(PlaceAct.CHANGE_SETTINGS, _administers)
grant(PlaceAct.MANAGE_UNITS, _administers, _staff)
grant(PlaceAct.MANAGE_TEAMS, _administers, _staff)
grant(PlaceAct.MANAGE_VENUES, _administers, _staff, _heads)
grant(PlaceAct.MANAGE_HOTLINES, _administers, _staff, _heads)

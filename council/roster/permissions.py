"""Who may do what with the roster as a whole."""

from council.permits.actor import Office
from council.permits.permission import Permission, grant, holds
from council.residents.permissions import CHIEFS, administers, holds_at_most_a_seat, reaches_further

#: Offices that keep the roster of their place.
KEEPERS = (
    Office.RECORDER,
    Office.ESTATE_HEAD,
    Office.COMMUNITY_STAFF,
    Office.STREET_STAFF,
    Office.ADMINISTRATOR,
)


class RosterAct(Permission):
    """Acts on the roster."""

    IMPORT = "roster.import.make", "Import the roster of a place from a file, and cancel an import."
    EXPORT = "roster.export.make", "Take the roster of a place out of the house as a file."
    VIEW_LOTS = "roster.lot.view", "See the lots of a place, their floor areas and who owns them."
    EDIT_LOTS = "roster.lot.edit", "Enter lots, floor areas and owners."
    VIEW_MERGES = "roster.merge.view", "See which records of the roster were merged."
    MERGE = "roster.person.merge", "Merge two records of one person, and undo that."


grant(RosterAct.IMPORT, holds(*KEEPERS))
grant(RosterAct.EXPORT, holds(*KEEPERS))
grant(RosterAct.VIEW_LOTS, holds(*KEEPERS, Office.GRID_OFFICER, Office.SUPERVISOR))
grant(RosterAct.EDIT_LOTS, holds(*KEEPERS))
grant(RosterAct.VIEW_MERGES, holds(*KEEPERS))
grant(
    RosterAct.MERGE,
    [holds(Office.RECORDER), holds_at_most_a_seat],
    [holds(*CHIEFS), reaches_further],
    administers,
)

"""Who may do what with people's accounts."""

from council.permits.actor import Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds

#: Offices whose holders sit where residents ask for a sign-in link.
LINK_MAKERS = frozenset(
    {Office.RECORDER, Office.GRID_OFFICER, Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.STREET_STAFF}
)


class PeopleAct(Permission):
    """Acts on the roster."""

    MAKE_LINK = "residents.sign_in_link.issue", "Make a one-time sign-in link for a resident."


def offices_within_reach(actor: Actor, thing: Scoped) -> bool:
    """no desk office of that person reaches beyond the places one works for"""
    return all(actor.holds(LINK_MAKERS, path) for path in getattr(thing, "desk_paths", ()))


grant(PeopleAct.MAKE_LINK, [holds(*LINK_MAKERS), offices_within_reach])

"""Who may do what with people's accounts."""

from council.permits.actor import Actor, Office
from council.permits.permission import Permission, Predicate, Scoped, grant, holds
from council.residents.permissions import OVER_PEOPLE, administers, is_oneself

#: Offices whose holders bring slips to the doors.
SLIP_MAKERS = (
    Office.GRID_OFFICER,
    Office.RECORDER,
    Office.ESTATE_HEAD,
    Office.COMMUNITY_STAFF,
    Office.ADMINISTRATOR,
)


class AccountAct(Permission):
    """Acts on somebody's account."""

    MAKE_LINK = "accounts.sign_in_link.issue", "Make a one-time sign-in link for a resident."
    READ_CODE_OUT = "accounts.spoken_code.issue", "Read out a code that signs a resident in on the phone in their hand."
    MAKE_SLIPS = "accounts.slips.make", "Make and print sign-in slips for the households of a place."
    END_SESSIONS = "accounts.session.end", "Sign somebody out on every phone."
    RESET_CREDENTIAL = (
        "accounts.credential.reset",
        "Take somebody's password and second step away: they begin anew.",
    )
    LINK_IDENTITY = "accounts.identity.link", "Say whose account at the street's sign-in somebody's is."


def is_somebody_else(actor: Actor, thing: Scoped) -> bool:
    """is not that person themselves"""
    return not is_oneself(actor, thing)


#: Who can give somebody a new key: whoever does so could come in as them, so it is those who stand above.
KEY_GIVERS: tuple[list[Predicate], ...] = (
    [is_somebody_else, administers],
    *([is_somebody_else, *way] for way in OVER_PEOPLE),
)

grant(AccountAct.MAKE_LINK, *OVER_PEOPLE, [is_somebody_else, administers])
grant(AccountAct.READ_CODE_OUT, *OVER_PEOPLE, [is_somebody_else, administers])
grant(AccountAct.MAKE_SLIPS, holds(*SLIP_MAKERS))
grant(AccountAct.END_SESSIONS, is_oneself, *OVER_PEOPLE, [is_somebody_else, administers])
grant(AccountAct.RESET_CREDENTIAL, *KEY_GIVERS)
grant(AccountAct.LINK_IDENTITY, *KEY_GIVERS)

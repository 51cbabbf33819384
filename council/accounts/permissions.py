"""Who may do what with people's accounts."""

from council.permits.actor import Office
from council.permits.permission import Permission, grant, holds
from council.residents.permissions import OVER_PEOPLE, is_oneself

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


grant(AccountAct.MAKE_LINK, *OVER_PEOPLE)
grant(AccountAct.READ_CODE_OUT, *OVER_PEOPLE)
grant(AccountAct.MAKE_SLIPS, holds(*SLIP_MAKERS))
grant(AccountAct.END_SESSIONS, is_oneself, *OVER_PEOPLE)

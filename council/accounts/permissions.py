"""Who may do what with people's accounts."""

from council.permits.permission import Permission, grant
from council.residents.permissions import OVER_PEOPLE, is_oneself


class AccountAct(Permission):
    """Acts on somebody's account."""

    MAKE_LINK = "accounts.sign_in_link.issue", "Make a one-time sign-in link for a resident."
    END_SESSIONS = "accounts.session.end", "Sign somebody out on every phone."


grant(AccountAct.MAKE_LINK, *OVER_PEOPLE)
grant(AccountAct.END_SESSIONS, is_oneself, *OVER_PEOPLE)

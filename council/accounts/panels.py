"""What this room adds to the pages of people: the buttons for a sign-in link and for ending sessions."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from council.accounts.permissions import AccountAct
from council.permits.actor import Actor
from council.permits.permission import allows
from council.residents.access import Account
from council.residents.panels import PersonAct, offers_acts


@offers_acts
def account_acts(actor: Actor, account: Account) -> Iterator[PersonAct]:
    """A link, and signing out everywhere, for those who stand above the person."""
    person = account.person
    if allows(actor, AccountAct.MAKE_LINK, account):
        address = url_for("accounts.make_link", person_id=person.id)
        yield PersonAct(address, _("Make a sign-in link"), "link", "make-link")
    if allows(actor, AccountAct.READ_CODE_OUT, account):
        address = url_for("accounts.read_code_out", person_id=person.id)
        yield PersonAct(address, _("Read out a code"), "chat", "read-code-out", cls="btn--quiet")
    if allows(actor, AccountAct.END_SESSIONS, account):
        yield PersonAct(
            url_for("accounts.end_sessions_of", person_id=person.id),
            _("Sign out everywhere"),
            "out",
            "end-sessions",
            confirm=_(
                "Every phone and computer of %(name)s is signed out. A new link is then needed.", name=person.name
            ),
            once=False,
            cls="btn--quiet",
        )

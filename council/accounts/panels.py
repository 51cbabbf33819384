"""What this room adds to the pages of people: buttons for links, codes and resets, and the ways to slips and door."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from council.accounts.credentials import section  # noqa: F401  registered by being read
from council.accounts.credentials.queries import has_credential
from council.accounts.permissions import SLIP_MAKERS, AccountAct
from council.accounts.provider.client import provider_settings
from council.permits.actor import Actor
from council.permits.permission import allows
from council.residents.access import Account
from council.residents.panels import ListLink, PersonAct, offers_acts, offers_list_links, offers_rare_acts


@offers_acts
def account_acts(actor: Actor, account: Account) -> Iterator[PersonAct]:
    """A link and a code, for those who stand above the person."""
    person = account.person
    if allows(actor, AccountAct.MAKE_LINK, account):
        address = url_for("accounts.make_link", person_id=person.id)
        yield PersonAct(address, _("Make a sign-in link"), "link", "make-link")
    if allows(actor, AccountAct.READ_CODE_OUT, account):
        address = url_for("accounts.read_code_out", person_id=person.id)
        yield PersonAct(address, _("Read out a code"), "chat", "read-code-out", cls="btn--quiet")


@offers_rare_acts
def closing_acts(actor: Actor, account: Account) -> Iterator[PersonAct]:
    """Signing out everywhere, as when a phone was lost."""
    person = account.person
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


@offers_rare_acts
def credential_acts(actor: Actor, account: Account) -> Iterator[PersonAct]:
    """A new beginning for somebody who has lost password or authenticator, by those who stand above them."""
    person = account.person
    if has_credential(person.id) and allows(actor, AccountAct.RESET_CREDENTIAL, account):
        yield PersonAct(
            url_for("accounts.reset", person_id=person.id),
            _("Reset password and second step"),
            "lock",
            "reset-credential",
            confirm=_(
                "%(name)s is signed out everywhere. Password, second step and recovery codes end. You get a link for"
                " them, with which they set new ones up.",
                name=person.name,
            ),
            cls="btn--quiet",
        )


@offers_rare_acts
def identity_acts(actor: Actor, account: Account) -> Iterator[PersonAct]:
    """The page about their account at the street's sign-in, where there is one."""
    if provider_settings() is not None and allows(actor, AccountAct.LINK_IDENTITY, account):
        address = url_for("accounts.identities", person_id=account.person.id)
        yield PersonAct(
            address, _("Account at the street's sign-in"), "link", "identities", cls="btn--quiet", leads=True
        )


@offers_list_links
def ways_to_the_door(actor: Actor) -> Iterator[ListLink]:
    """The clerk's page at the door for all who see the list, slips for those who make them."""
    yield ListLink(url_for("accounts.at_the_door"), _("Sign people in at the door"), "qr", "at-the-door")
    if any(held.office in SLIP_MAKERS for held in actor.holdings):
        yield ListLink(url_for("accounts.slips"), _("Sign-in slips"), "print", "slips")

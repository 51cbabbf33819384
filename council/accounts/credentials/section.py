"""What the credentials show on the account page."""

from council.accounts.sections import Section, offers_section
from council.permits.actor import Actor


@offers_section(10)
def credential_section(actor: Actor) -> Section:
    """The way to password and second step, for everybody."""
    return Section("accounts/_credential_section.html")

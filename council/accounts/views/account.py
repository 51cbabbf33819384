"""One's own account: the phones and computers that are signed in, and how to end them."""

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from council.accounts.device_words import device_words, method_word
from council.accounts.identity import identity_in_session
from council.accounts.models import SignInSession
from council.accounts.operations import close_other_sessions, close_session
from council.accounts.sections import sections_for
from council.accounts.sharing import people_on_phone
from council.accounts.slips_queries import sessions_of
from council.accounts.views import bp
from council.base.db import db
from council.base.errors import NotVisible
from council.permits.current import signed_in
from council.residents.models import Person
from council.web.answers import Answer, see_other

#: How many sign-ins of the past the page lists.
RECENT = 30


@bp.get("/account/")
def my_account() -> str:
    """My phones and computers, and my latest sign-ins."""
    actor = signed_in()
    rows = sessions_of(actor.person_id, limit=RECENT)
    return render_template(
        "accounts/account.html",
        open=[row for row in rows if row.ended_at is None],
        recent=rows[:RECENT],
        this=_this_session(),
        aboard=people_on_phone(),
        sections=sections_for(actor),
        device_words=device_words,
        method_word=method_word,
    )


@bp.post("/account/sessions/<int:session_id>/closure")
def close_one(session_id: int) -> Answer:
    """Sign one of one's own phones out."""
    actor = signed_in()
    row = db.session.get(SignInSession, session_id)
    if row is None or row.person_id != actor.person_id:
        raise NotVisible
    close_session(session=row, actor_id=actor.person_id)
    return see_other("accounts.my_account", message=_("Signed out: %(device)s.", device=device_words(row.device)))


@bp.post("/account/sessions/closure")
def close_others() -> Answer:
    """Sign all of one's own phones out but this one."""
    actor = signed_in()
    person = db.session.get_one(Person, actor.person_id)
    count = close_other_sessions(person=person, kept_id=_this_session())
    said = ngettext("One other phone is signed out.", "%(num)d other phones are signed out.", count)
    return see_other("accounts.my_account", message=said if count else _("No other phone was signed in."))


def _this_session() -> int:
    identity = identity_in_session()
    return identity.session_id if identity else 0

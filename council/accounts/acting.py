"""Whose form this is: on a phone that two people share, a page opened as one must not act for the other.

Every form of somebody who is signed in carries the hidden field `acting`: `form_tokens` and the macros put it there.
What is sent for one person while the phone's turn is another's is refused before anything looks at it.
"""

from flask import Flask, request
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from council.accounts.identity import identity_in_session
from council.accounts.sharing import others_waiting
from council.base.errors import Conflict

#: The hidden field.
FIELD = "acting"


class OtherPerson(Conflict):
    """The form was opened by somebody else than the one whose turn it is on this phone (409)."""


def init_app(app: Flask) -> None:
    """Watch over the forms of `app`, and let templates ask who acts. After the check of the form's token."""
    app.before_request(_refuse_mix_up)
    app.add_template_global(acting_id, "acting")
    app.add_template_global(form_tokens)
    app.add_template_global(is_shared, "phone_is_shared")
    app.add_template_global(is_limited, "session_is_limited")


def acting_id() -> str:
    """The id of the person who acts on this phone, without asking the database; empty if nobody is signed in."""
    identity = identity_in_session()
    return str(identity.person_id) if identity else ""


def form_tokens() -> Markup:
    """The hidden fields that every form carries: the token of this browser, and who acts."""
    token = Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
    acts = acting_id()
    return token + Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, acts) if acts else token


def is_shared() -> bool:
    """Whether more than one person is signed in on this phone, as its cookie says."""
    return bool(others_waiting())


def is_limited() -> bool:
    """Whether this phone came in with a seat card: its session opens one meeting and no page of the person's own."""
    identity = identity_in_session()
    return identity is not None and bool(identity.only_for)


def _refuse_mix_up() -> None:
    if request.method != "POST":
        return
    sent, now = request.form.get(FIELD, ""), acting_id()
    if sent and now and sent != now:
        raise OtherPerson(
            _("Somebody else on this phone opened this page. Nothing was sent. Look whose turn it is, then try again.")
        )

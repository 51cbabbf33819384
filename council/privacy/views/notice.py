"""The notice for everyone, and one's own consents."""

from flask import render_template
from flask_babel import gettext as _

from council.base import clock
from council.base.db import db
from council.base.errors import NotVisible
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.privacy import operations
from council.privacy.hooks import expiring
from council.privacy.queries import consents_of, needs_notice, operator, retention_days
from council.privacy.texts import in_force
from council.privacy.views import bp
from council.residents.models import Person
from council.web.answers import Answer, see_other


@bp.get("/privacy")
def notice() -> str:
    """The notice in large print: who answers for the data, what for, which kinds, how long, which rights."""
    text = in_force(clock.today())
    days = retention_days()
    return render_template(
        "privacy/notice.html",
        text=text,
        operator=operator(),
        times=[(each.title, days.get(kind)) for kind, each in expiring.items()],
    )


@bp.get("/my/privacy")
def mine() -> str:
    """What I agreed to, each with one tap to change it."""
    actor = signed_in()
    return render_template(
        "privacy/mine.html",
        text=in_force(clock.today()),
        given=consents_of(actor.person_id),
        unread=needs_notice(actor.person_id),
    )


@bp.post("/my/privacy/notice")
def read() -> Answer:
    """I was shown the notice and go on."""
    operations.read_notice(person=oneself(signed_in()))
    return see_other("home.home")


@bp.post("/my/privacy/consents/<purpose>")
def give(purpose: str) -> Answer:
    """Say yes to one purpose."""
    actor = signed_in()
    known(purpose)
    operations.give_consent(person=oneself(actor), purpose=purpose, actor_id=actor.person_id)
    return see_other("privacy.mine", message=_("Thank you. You can take it back here at any time."), _anchor=purpose)


@bp.post("/my/privacy/consents/<purpose>/withdrawal")
def withdraw(purpose: str) -> Answer:
    """Take it back."""
    actor = signed_in()
    known(purpose)
    operations.withdraw_consent(person=oneself(actor), purpose=purpose, actor_id=actor.person_id)
    return see_other("privacy.mine", message=_("Taken back. It holds from now on."), _anchor=purpose)


def oneself(actor: Actor) -> Person:
    """The actor's own record."""
    return db.session.get_one(Person, actor.person_id)


def known(purpose: str) -> None:
    """There is such a purpose.

    Raises:
        NotVisible: there is not.
    """
    if purpose not in in_force(clock.today()).codes:
        raise NotVisible

"""Consents that people give or take back on paper, written down at the desk."""

from flask import render_template
from flask_babel import gettext as _

from council.base import clock
from council.permits.current import signed_in
from council.privacy import operations
from council.privacy.access import person_at_the_desk
from council.privacy.models import How
from council.privacy.queries import consents_of
from council.privacy.texts import in_force
from council.privacy.views import bp
from council.privacy.views.notice import known
from council.web.answers import Answer, see_other


@bp.get("/people/<int:person_id>/privacy")
def desk(person_id: int) -> str:
    """What somebody agreed to, and the words to read out to them."""
    person = person_at_the_desk(signed_in(), person_id)
    return render_template(
        "privacy/desk.html", person=person, text=in_force(clock.today()), given=consents_of(person.id)
    )


@bp.post("/people/<int:person_id>/privacy/consents/<purpose>")
def enter(person_id: int, purpose: str) -> Answer:
    """They signed it on paper."""
    actor = signed_in()
    person = person_at_the_desk(actor, person_id)
    known(purpose)
    operations.give_consent(person=person, purpose=purpose, actor_id=actor.person_id, how=How.DESK)
    return see_other("privacy.desk", person_id=person.id, message=_("Written down. Keep the signed paper."))


@bp.post("/people/<int:person_id>/privacy/consents/<purpose>/withdrawal")
def enter_withdrawal(person_id: int, purpose: str) -> Answer:
    """They took it back."""
    actor = signed_in()
    person = person_at_the_desk(actor, person_id)
    known(purpose)
    operations.withdraw_consent(person=person, purpose=purpose, actor_id=actor.person_id)
    return see_other("privacy.desk", person_id=person.id, message=_("Taken back. It holds from now on."))

"""Several people of one household on one phone: who is this?"""

from flask import render_template, request
from flask_babel import gettext as _

from council.accounts import sessions
from council.accounts.sharing import people_on_phone
from council.accounts.views import bp
from council.base.errors import NotVisible, SignInNeeded
from council.web.answers import Answer, go_back, local_path, see_other


@bp.get("/sign-in/as")
def who_is_this() -> str:
    """Those who are signed in on this phone, to choose whose turn it is."""
    here = people_on_phone()
    if not here:
        raise SignInNeeded
    return render_template("accounts/who.html", aboard=here, next=local_path(request.args.get("next")))


@bp.post("/sign-in/as/<int:person_id>")
def become(person_id: int) -> Answer:
    """Let this person act on the phone from now on."""
    _demand_somebody()
    name = sessions.switch_to(person_id)
    return go_back(request.form.get("next", ""), message=_("This phone now speaks for %(name)s.", name=name))


@bp.post("/sign-in/as/<int:person_id>/sign-out")
def leave_one(person_id: int) -> Answer:
    """Sign one person out on this phone; the others stay."""
    _demand_somebody()
    if person_id not in {one.identity.person_id for one in people_on_phone()}:
        raise NotVisible
    sessions.sign_out(person_id)
    if not people_on_phone():
        return see_other("accounts.sign_in")
    return see_other("accounts.who_is_this", message=_("Signed out on this phone."))


def _demand_somebody() -> None:
    if not people_on_phone():
        raise SignInNeeded

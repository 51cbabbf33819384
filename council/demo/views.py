"""The cast: one button for each person. Only on a database that the demo made."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState

from council.accounts.operations import begin_session
from council.accounts.rules import Method
from council.accounts.sessions import sign_in
from council.base import stored
from council.base.errors import NotVisible
from council.demo import marks
from council.demo.cast.named import CAST, person_key
from council.demo.showcase import cards, running_council
from council.residents.queries import load_actor, person_by_key
from council.web.answers import Answer, local_path

bp = Blueprint("demo", __name__)


@bp.record_once
def _set_up(state: BlueprintSetupState) -> None:
    marks.init_app(state.app)
    # Scripts and checks may sign in without a page; to be someone else in a demo harms nobody.
    state.app.extensions["csrf"].exempt(be_someone)


def _demand_demo() -> None:
    marks.find_out()
    if not current_app.config.get("IS_DEMO"):
        raise NotVisible


@bp.get("/demo")
def cast() -> str:
    """Whom one can be, and what there is to try as each."""
    _demand_demo()
    language = stored.read(marks.LANGUAGE) or "zh_CN"
    return render_template(
        "demo/cast.html",
        cards=cards(language),
        meeting=running_council(),
        next=local_path(request.args.get("next")),
    )


@bp.post("/demo/sign-in")
def be_someone() -> Answer:
    """Sign in as one of the cast and go to where that person begins."""
    _demand_demo()
    wanted = request.form.get("person", "")
    person = person_by_key(person_key(wanted)) if wanted in {member.key for member in CAST} else None
    if person is None:
        raise NotVisible
    sign_in(begin_session(person=person, method=Method.DEMO, device=request.headers.get("User-Agent", "")))
    address = local_path(request.form.get("next"))
    actor = load_actor(person.id)
    if address == "/" and actor is not None and actor.is_officer:
        address = url_for("home.desk")
    return redirect(address, code=303)

"""At the desk: slips for the doors of a place, and printing them."""

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from council.accounts.codes_rules import MOST_SLIPS, grouped
from council.accounts.forms import SlipsForm
from council.accounts.models import SlipBatch
from council.accounts.permissions import SLIP_MAKERS, AccountAct
from council.accounts.slips_operations import code_of, make_slips, print_slips, token_of
from council.accounts.slips_queries import FILTERS, batch_counts, batches, door_ids, doors, slips_to_print
from council.accounts.telling import PhoneBook
from council.accounts.views import bp
from council.base import clock
from council.base.db import db
from council.base.errors import Forbidden, Invalid, NotVisible
from council.organisation.models import Place
from council.organisation.queries import place_by_code
from council.permits.actor import Actor
from council.permits.current import signed_in
from council.permits.permission import allows, demand
from council.web.answers import Answer
from council.web.forms import Form
from council.web.paging import paged
from council.web.qr import public_base, qr_svg

#: Doors on one page of the list.
DOORS = 40


@bp.get("/slips/")
def slips() -> Answer:
    """The doors of a place: who has a slip out, and who is in."""
    actor = signed_in()
    place = _place(actor, request.args.get("place", ""))
    return _doors(actor, place, SlipsForm(formdata=None), 200)


@bp.post("/slips/batches")
def make_batch() -> Answer:
    """Make slips for the chosen doors, or for all that the list shows."""
    actor = signed_in()
    place = _place(actor, request.form.get("place", ""))
    demand(actor, AccountAct.MAKE_SLIPS, place)
    form = SlipsForm()
    chosen = door_ids(place.path, _wanted()) if form.everybody.data else form.households.data or []
    try:
        batch = make_slips(place=place, household_ids=chosen, actor_id=actor.person_id, key=form.key)
    except Invalid as problem:
        form.refuse(problem)
        return _doors(actor, place, form, 422)
    return redirect(url_for("accounts.batch", batch_id=batch.id), code=303)


@bp.get("/slips/batches/<int:batch_id>")
def batch(batch_id: int) -> str:
    """A batch: how many slips, how many people came in with one, and the button that prints."""
    found = _batch(batch_id)
    return render_template(
        "accounts/slips/batch.html",
        batch=found,
        counts=batch_counts([found.id])[found.id],
        works=clock.now() < found.expires_at,
        form=Form(formdata=None),
    )


@bp.post("/slips/batches/<int:batch_id>/prints")
def print_batch(batch_id: int) -> str:
    """The paper: eight slips a page. Each showing of the codes is in the journal."""
    found = _batch(batch_id)
    print_slips(batch=found, actor_id=signed_in().person_id, key=Form().key)
    base, papers, phones = public_base(), [], PhoneBook()
    for slip in slips_to_print(found):
        address = f"{base}{url_for('accounts.which_of_you', slip=token_of(slip))}"
        drawing = qr_svg(address, _("Address of this slip"))
        papers.append((slip, grouped(code_of(slip)), address, drawing, phones[slip.household.place.estate_id]))
    return render_template(
        "accounts/slips/paper.html",
        batch=found,
        papers=papers,
        base=base.partition("//")[2],
    )


def _doors(actor: Actor, place: Place, form: SlipsForm, status: int) -> Answer:
    wanted = _wanted()
    page = paged(doors(place.path, wanted), size=DOORS, scalars=False)
    below = select(Place).where(Place.parent_id == place.id).order_by(Place.position, Place.code)
    last = db.session.scalars(batches(place.path).limit(5)).all()
    shown = render_template(
        "accounts/slips/doors.html",
        spot=place,
        above=_above(actor, place),
        below=db.session.scalars(below).all(),
        page=page,
        wanted=wanted,
        most=MOST_SLIPS,
        form=form,
        batches=last,
        counts=batch_counts([one.id for one in last]),
    )
    return make_response(shown, status)


def _place(actor: Actor, code: str) -> Place:
    """The place asked for, else the largest that the actor makes slips for.

    Raises:
        NotVisible: it is none of theirs.
        Forbidden: they make no slips anywhere.
    """
    held = sorted((one.path for one in actor.holdings if one.office in SLIP_MAKERS), key=len)
    if not held:
        raise Forbidden
    place = place_by_code(code) if code else db.session.scalar(select(Place).where(Place.path == held[0]))
    if place is None or not allows(actor, AccountAct.MAKE_SLIPS, place):
        raise NotVisible
    return place


def _above(actor: Actor, place: Place) -> list[Place]:
    """The way up from a place, as far as the actor makes slips."""
    ids = [int(part) for part in place.path.split("/") if part][:-1]
    found = db.session.scalars(select(Place).where(Place.id.in_(ids)).order_by(Place.path)).all() if ids else []
    return [one for one in found if allows(actor, AccountAct.MAKE_SLIPS, one)]


def _batch(batch_id: int) -> SlipBatch:
    actor = signed_in()
    found = db.session.get(SlipBatch, batch_id)
    if found is None or not allows(actor, AccountAct.MAKE_SLIPS, found):
        raise NotVisible
    return found


def _wanted() -> str:
    asked = request.values.get("show", "all")
    return asked if asked in FILTERS else "all"

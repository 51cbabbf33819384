"""Offices and terms in words."""

from flask_babel import gettext as _

from council.base import clock
from council.permits.actor import Office
from council.residents.models import Appointment, Way
from council.residents.offices.operations import BY_MISTAKE
from council.residents.offices.rules import Term, is_ending_soon


def term_state(held: Appointment) -> str:
    """`never` (entered by mistake), `ended`, `coming`, `soon` (ends within thirty days) or `now`."""
    term, today = Term(held.since, held.until), clock.today()
    if term.is_void:
        return "never"
    if held.since > today:
        return "coming"
    if not term.holds_on(today):
        return "ended"
    return "soon" if is_ending_soon(held.until, today) else "now"


def ended_word(held: Appointment) -> str:
    """Why a term ended early, in words; what was typed stays as it was typed."""
    codes = {BY_MISTAKE: _("entered by mistake"), "left": _("moved away")}
    return codes.get(held.ended_because, held.ended_because)


def way_word(way: str) -> str:
    """How somebody came to an office."""
    return _("elected") if way == Way.ELECTED else _("appointed")


def duty_word(office: str) -> str:
    """What residents call an officer for, in one plain sentence."""
    return {
        Office.ESTATE_HEAD: _("For everything that concerns the whole estate. Chairs the council."),
        Office.GRID_OFFICER: _("For papers, sign-in links and whatever you do not know whom to ask."),
        Office.BUILDING_HEAD: _("For your stairs, the lift, the lights and noise in the building."),
        Office.HUB_HOUSEHOLD_HEAD: _("Knows the neighbours, passes news on and looks in on old people."),
        Office.PATROL_LEADER: _("Leads the evening patrol. Tell them what looks wrong outside."),
        Office.SAFETY_OFFICER: _("For theft, doors that do not lock and fire hazards."),
        Office.LEGAL_OFFICER: _("Explains in simple words what the law says, and where to get help."),
        Office.MEDIATOR: _("Helps neighbours who cannot agree to talk and make up."),
    }.get(Office(office), "")


def hint_word(office: str) -> str:
    """What to think of before somebody is given this office; nothing for most."""
    return {
        Office.SUPERVISOR: _("Supervisors are not relatives of those they watch over. Ask before you go on."),
        Office.TELLER: _("Tellers do not stand for election in the votes they count. Ask before you go on."),
    }.get(Office(office), "")

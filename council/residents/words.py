"""Offices, and how people belong, in words."""

from flask_babel import gettext as _

from council.permits.actor import Office
from council.residents.models import Residency


def office_word(office: str) -> str:
    """An office as the board calls it."""
    return {
        Office.ESTATE_HEAD: _("Estate head"),
        Office.HUB_HOUSEHOLD_HEAD: _("Hub household head"),
        Office.BUILDING_HEAD: _("Building head"),
        Office.PATROL_LEADER: _("Patrol leader"),
        Office.SAFETY_OFFICER: _("Safety informant"),
        Office.LEGAL_OFFICER: _("Legal-education officer"),
        Office.MEDIATOR: _("Mediator"),
        Office.GRID_OFFICER: _("Grid officer"),
        Office.COUNCIL_MEMBER: _("Council member"),
        Office.RECORDER: _("Recorder"),
        Office.TELLER: _("Teller"),
        Office.SUPERVISOR: _("Supervisor"),
        Office.PARTNER_CONTACT: _("Contact of a partner unit"),
        Office.COMMUNITY_STAFF: _("Community staff"),
        Office.STREET_STAFF: _("Sub-district staff"),
        Office.ADMINISTRATOR: _("Administrator"),
    }[Office(office)]


def residency_word(residency: str) -> str:
    """How somebody belongs to a place."""
    return {
        Residency.REGISTERED: _("registered resident"),
        Residency.RESIDENT: _("resident"),
        Residency.TENANT: _("tenant"),
        Residency.SHOP: _("shop owner"),
        Residency.VISITOR: _("visitor"),
        Residency.OUTSIDE: _("from outside"),
    }[Residency(residency)]

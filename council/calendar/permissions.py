"""Who may change the calendar."""

from council.permits.actor import Office
from council.permits.permission import Permission, grant, holds


class CalendarAct(Permission):
    """Acts on the calendar."""

    CHANGE = "calendar.day.change", "Set days off and working days beside the published calendar."


grant(CalendarAct.CHANGE, holds(Office.ADMINISTRATOR, Office.STREET_STAFF))

"""Who may see and correct the records of people. Nobody climbs: a record is corrected from above only."""

from council.permits.actor import STAFF, Office
from council.permits.permission import Permission, grant, holds
from council.residents.permissions import OVER_OUTSIDERS, administers, holds_at_most_a_seat, reaches_further

#: Whose work it is to keep the roster right.
KEEPERS = (Office.RECORDER, Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.ADMINISTRATOR)


class RecordAct(Permission):
    """Acts on the records of people."""

    SEE = "residents.record.see", "See the record of a person: door, household, offices, phone number with stars."
    SHOW_PHONE = "residents.record.show_phone", "See somebody's whole phone number; the journal keeps who did."
    ENROL = "residents.record.enrol", "Put somebody on the roster of a place."
    ENROL_OUTSIDER = (
        "residents.record.enrol_outsider",
        "Put somebody on the roster who works here and lives elsewhere, to give them an office.",
    )
    EDIT = "residents.record.edit", "Correct a record: name, phone, door, portrait, and whether somebody left."


grant(RecordAct.SEE, holds(*STAFF))
grant(RecordAct.SHOW_PHONE, holds(Office.GRID_OFFICER, *KEEPERS))
grant(RecordAct.ENROL, holds(*KEEPERS))
grant(RecordAct.ENROL_OUTSIDER, holds(*OVER_OUTSIDERS))
grant(
    RecordAct.EDIT,
    administers,
    [holds(Office.RECORDER), holds_at_most_a_seat],
    [holds(Office.ESTATE_HEAD, Office.COMMUNITY_STAFF), reaches_further],
)

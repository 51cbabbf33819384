"""Who may do what with charters, compacts and procedures."""

from council.permits.actor import STAFF, Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds, lives_here


class CharterAct(Permission):
    """Acts on charters and compacts. The place asked about is the one they hold for."""

    WRITE = "charters.draft.write", "Write drafts of a charter or compact, and withdraw them."
    CONSULT = "charters.draft.consult", "Show a draft to the residents and ask them about it."
    SEE_CONSULTED = "charters.draft.see", "Read a draft that residents are asked about."
    REMARK = "charters.remark.leave", "Leave a remark on a draft that one is asked about."
    SEE_REMARKS = "charters.remark.see", "Read what residents say about a draft."
    ADOPT = "charters.version.adopt", "Record which resolution adopted a charter or compact."
    FILE = "charters.version.file", "File an adopted charter or compact with the street, or enter one from paper."
    ENFORCE = "charters.version.enforce", "Bring a filed charter or compact into force from a day."
    READ = "charters.reading.tick", "Tick “I have read it”."


class ProcedureAct(Permission):
    """Acts on procedures."""

    CHOOSE = "charters.procedure.choose", "Choose the procedure of a body for a place, and tighten it."


def runs_the_street(actor: Actor, thing: Scoped) -> bool:
    """is staff or administrator of the whole street it lies in"""
    offices = (Office.STREET_STAFF, Office.ADMINISTRATOR)
    return any(
        held.office in offices and held.path.count("/") == 2 and thing.scope_path.startswith(held.path)
        for held in actor.holdings
    )


def officer_of_a_part(actor: Actor, thing: Scoped) -> bool:
    """holds an office with desk work for a part of the place"""
    return any(held.office in STAFF and held.path.startswith(thing.scope_path) for held in actor.holdings)


_writes = holds(Office.ESTATE_HEAD, Office.RECORDER, Office.COMMUNITY_STAFF, Office.ADMINISTRATOR)
_leads = holds(Office.ESTATE_HEAD, Office.COMMUNITY_STAFF, Office.ADMINISTRATOR)

grant(CharterAct.WRITE, _writes)
grant(CharterAct.CONSULT, _leads)
grant(CharterAct.SEE_CONSULTED, lives_here, holds(*STAFF), officer_of_a_part)
grant(CharterAct.REMARK, lives_here)
grant(CharterAct.SEE_REMARKS, _writes, holds(Office.SUPERVISOR))
grant(CharterAct.ADOPT, _writes)
grant(CharterAct.FILE, runs_the_street)
grant(CharterAct.ENFORCE, holds(Office.COMMUNITY_STAFF, Office.STREET_STAFF, Office.ADMINISTRATOR))
grant(CharterAct.READ, lives_here)
grant(ProcedureAct.CHOOSE, holds(Office.COMMUNITY_STAFF, Office.STREET_STAFF, Office.ADMINISTRATOR))

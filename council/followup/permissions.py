"""Who may do what with tasks."""

from council.followup.models import Task
from council.followup.queries import has_task_of
from council.issues.models import Issue
from council.issues.permissions import also_sees, is_with_the_supervisor
from council.permits.actor import Actor, Office
from council.permits.permission import Permission, Scoped, grant, holds, lives_here


class TaskAct(Permission):
    """Acts on tasks."""

    ADD = "followup.task.add", "Give somebody a task with a day by which it is done."
    VIEW = "followup.task.view", "See a task, its reports and its timeline."
    WORK = "followup.task.work", "Start a task, and report it done with a note or a photo."
    CANCEL = "followup.task.cancel", "Cancel a task, with a reason."
    CONFIRM = "followup.task.confirm", "Confirm that a task is done where no resident is asked about it."


#: Offices whose holders give out tasks.
GIVERS = (Office.ESTATE_HEAD, Office.RECORDER, Office.COMMUNITY_STAFF, Office.STREET_STAFF)


def in_charge(actor: Actor, thing: Scoped) -> bool:
    """is in charge of the task, or speaks for the unit that is"""
    return isinstance(thing, Task) and (thing.lead_person_id == actor.person_id or thing.lead_unit_id in actor.unit_ids)


def serves_here(actor: Actor, thing: Scoped) -> bool:
    """holds an office for the place, for one above it or for a part of it; a unit's contact does not count"""
    return any(
        thing.scope_path.startswith(holding.path) or holding.path.startswith(thing.scope_path)
        for holding in actor.holdings
        if holding.office is not Office.PARTNER_CONTACT
    )


grant(TaskAct.ADD, holds(*GIVERS), [holds(Office.SUPERVISOR), is_with_the_supervisor])
grant(TaskAct.VIEW, in_charge, lives_here, serves_here)
grant(TaskAct.WORK, in_charge, holds(Office.ESTATE_HEAD))
grant(TaskAct.CANCEL, holds(*GIVERS))
grant(TaskAct.CONFIRM, holds(Office.ESTATE_HEAD, Office.SUPERVISOR))


def _works_for_it(actor: Actor, issue: Issue) -> bool:
    """speaks for a unit that has a task from the issue"""
    return has_task_of(actor, issue.id)


also_sees.append(_works_for_it)

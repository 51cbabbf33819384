"""What tasks show on the page of an issue: who works on it until when, and the next step in their words."""

from collections.abc import Sequence

from flask import g, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from council.followup.models import Task
from council.followup.permissions import TaskAct
from council.followup.queries import leads_shown, tasks_of_issue
from council.followup.rules import UNFINISHED
from council.followup.words import due_of, state_word
from council.issues import panels
from council.issues.models import Issue
from council.issues.rules import Act, after
from council.issues.states import IssueState
from council.permits.actor import Actor
from council.permits.current import current_actor
from council.permits.permission import allows


def _tasks(issue: Issue) -> Sequence[Task]:
    """The issue's tasks, asked once a request: the panel and the next step both tell of them."""
    if g.get("tasks_told_of") != issue.id:
        g.tasks_told_of, g.tasks_told = issue.id, tasks_of_issue(issue.id)
        g.tasks_leads = leads_shown(g.tasks_told, current_actor())
    found: Sequence[Task] = g.tasks_told
    return found


def issue_panel(issue: Issue, actor: Actor) -> Markup:
    """The issue's tasks. A unit's contact sees only the unit's own."""
    tasks = [task for task in _tasks(issue) if allows(actor, TaskAct.VIEW, task)]
    if not tasks:
        return Markup("")
    page = render_template(
        "followup/_issue_panel.html",
        tasks=tasks,
        due_of=due_of,
        state_word=state_word,
        lead_name=g.tasks_leads,
    )
    return Markup(page)


def issue_action(issue: Issue, actor: Actor) -> Markup:
    """Give somebody a task from this issue, where no meeting is needed for it."""
    if after(issue.state, Act.ASSIGN) is None or not allows(actor, TaskAct.ADD, issue):
        return Markup("")
    return Markup(render_template("followup/_issue_action.html", issue=issue))


def next_step(issue: Issue) -> panels.Told | None:
    """Who does what until when, of the task that is due first."""
    if issue.state != IssueState.ASSIGNED:
        return None
    task = next((task for task in _tasks(issue) if task.state in UNFINISHED), None)
    if task is None:
        return None
    who: str = g.tasks_leads(task)
    return panels.Told(what=_("Do: %(title)s", title=task.title), who=who, by=task.due_on, url=f"/tasks/{task.id}")


panels.issue_panels.append(issue_panel)
panels.issue_actions.append(issue_action)
panels.next_steps.append(next_step)

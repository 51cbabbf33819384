"""What a card of a task needs beside the task."""

from typing import Any

from council.followup import queries
from council.followup.models import Task
from council.followup.permissions import TaskAct
from council.followup.queries import leads_shown
from council.followup.rules import TaskState
from council.followup.words import due_of, lane_hint, lane_word, origin_url, solved_word, state_word, where
from council.permits.actor import Actor
from council.permits.permission import allows


def card_context(actor: Actor, tasks: list[Task]) -> dict[str, Any]:
    """The words and the last answers for the cards of `tasks`, and what `actor` may do with each."""
    return {
        "may": lambda act, task: allows(actor, TaskAct[act], task),
        "answers": queries.answers(tasks),
        "State": TaskState,
        "due_of": due_of,
        "lead_name": leads_shown(tasks, actor),
        "origin_url": origin_url,
        "state_word": state_word,
        "solved_word": solved_word,
        "where": where,
        "lane_word": lane_word,
        "lane_hint": lane_hint,
        "viewer_id": actor.person_id,
    }

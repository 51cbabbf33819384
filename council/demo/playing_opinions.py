"""What neighbours of the demo think about charging e-bikes: reasons, statements, a hidden reason under appeal."""

from datetime import timedelta

from council.deliberation.models import Reason, Statement
from council.deliberation.operations import answer, appeal, find_helpful, give_reason, hide, propose
from council.deliberation.rules.agreement import Answer
from council.demo.cast.stories import opinions as said
from council.demo.stage import Stage

_SAYS = {"a": Answer.AGREE, "d": Answer.DISAGREE, "p": Answer.PASS}


def plan_opinions(stage: Stage) -> None:
    """Put it on the stage, three days ago."""
    stage.plan(stage.now - timedelta(days=3), lambda: _reasons(stage))
    stage.plan(stage.now - timedelta(days=3, hours=-1), lambda: _statements(stage))


def _reasons(stage: Stage) -> None:
    issue = stage.issue(said.ISSUE)
    rows = [
        give_reason(actor_id=stage.person(who), issue=issue, side=side, text=stage.say(text))
        for side, who, text in said.REASONS
    ]
    for at, row in enumerate(rows):
        for number in range(40, 46 - at):
            find_helpful(actor_id=stage.person(f"voter-{number}"), reason=row, helps=True)
    who, text = said.HIDDEN
    rude: Reason = give_reason(actor_id=stage.person(who), issue=issue, side="against", text=stage.say(text))
    hide(actor_id=stage.person("clerk-he"), thing=rude, why=stage.say(said.WHY))
    appeal(actor_id=stage.person(who), thing=rude, words=stage.say(said.APPEAL))


def _statements(stage: Stage) -> None:
    issue = stage.issue(said.ISSUE)
    rows: list[Statement] = [
        propose(actor_id=stage.person("chair-tang"), issue=issue, text=stage.say(text)) for text in said.STATEMENTS
    ]
    number = 2
    for answers, size in said.CAMPS:
        for _person in range(size):
            number += 1
            for at, row in enumerate(rows):
                if (number + at) % 7:  # not everyone answers everything
                    answer(actor_id=stage.person(f"voter-{number}"), statement=row, says=_SAYS[answers[at]])

"""What people of the demo agreed to, and one who moves away and wants to be forgotten."""

from functools import partial

from council.demo.cast.stories.privacy import CONTACT, MOVING, OPERATOR
from council.demo.stage import Stage
from council.privacy.models import How
from council.privacy.operations import ask_for_deletion, give_consent, name_operator, read_notice
from council.residents.models import Person

#: who agreed to what, how many days ago; `desk`: on paper, written down by the recorder
CONSENTS = (
    ("chair-tang", "names", 40, How.PHONE),
    ("resident-zhou", "names", 6, How.PHONE),
    ("resident-liu", "names", 21, How.DESK),
)
#: who wants to be forgotten, since how many days
LEAVING = ("owner-chen", 9)


def plan_privacy(stage: Stage) -> None:
    """Put it on the stage."""
    stage.plan(stage.day(-59), partial(_name_operator, stage))
    for key, purpose, days, how in CONSENTS:
        stage.plan(stage.day(-days), partial(_agree, stage, key, purpose, how))
    stage.plan(stage.day(-LEAVING[1]), partial(_leave, stage, LEAVING[0]))


def _name_operator(stage: Stage) -> None:
    name_operator(name=stage.say(OPERATOR), contact=stage.say(CONTACT), actor_id=None)


def _agree(stage: Stage, key: str, purpose: str, how: How) -> None:
    person = _person(stage, key)
    read_notice(person=person)
    actor = stage.person("clerk-he") if how is How.DESK else person.id
    give_consent(person=person, purpose=purpose, actor_id=actor, how=how)


def _leave(stage: Stage, key: str) -> None:
    ask_for_deletion(person=_person(stage, key), reason=stage.say(MOVING))


def _person(stage: Stage, key: str) -> Person:
    return stage.row(Person, stage.person(key))

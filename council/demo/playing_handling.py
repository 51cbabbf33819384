"""How some issues of the demo are handled: kinds, a merged pair, units at work, a dispute, a visitor, ready answers."""

from collections.abc import Callable
from datetime import timedelta

from council.base.db import db
from council.demo.cast.stories import handling as texts
from council.demo.stage import Stage
from council.issues.models import Issue
from council.issues.operations import (
    acknowledge,
    add_template,
    answer_merge,
    ask_unit,
    categorise,
    mark_dispute,
    merge,
    raise_issue,
    report_part,
    support,
    write_note,
)
from council.issues.operations.raising import Origin
from council.issues.operations.units import PartState, Role
from council.issues.operations.visiting import make_point, report
from council.issues.queries.clocks import category_by_code
from council.issues.states import Source
from council.organisation.models import PartnerUnit

#: The words of the stories → the built-in kinds.
KINDS = {
    "facilities": "facilities",
    "light": "facilities",
    "safety": "safety",
    "hygiene": "hygiene",
    "green": "hygiene",
    "noise": "noise",
    "roads": "parking",
    "parking": "parking",
    "water": "housing",
}


def kind_of(stage: Stage, issue: Issue, word: str) -> None:
    """Put a raised issue into its kind."""
    category = category_by_code(KINDS.get(word, ""))
    if category is not None and issue.reporter_id is not None:
        categorise(actor_id=issue.reporter_id, issue=issue, category=category)


def plan_handling(stage: Stage) -> None:
    """Put it on the stage: it all happens today, after the stories of the issues were told."""
    acts: tuple[Callable[[Stage], object], ...] = (_answers, _merged, _units, _dispute, _visitor, _for_a_neighbour)
    for at, act in enumerate(acts):
        stage.plan(stage.now - timedelta(minutes=90 - 10 * at), lambda act=act: act(stage))  # type: ignore[misc]


def _answers(stage: Stage) -> None:
    for act, name, text in texts.ANSWERS:
        actor = stage.person("clerk-he")
        add_template(actor_id=actor, place=stage.place("GY"), act=act, name=stage.say(name), text=stage.say(text))


def _merged(stage: Stage) -> None:
    """A second report of the dark stairs: one who supports it has agreed to be counted there, one has not answered."""
    double = raise_issue(
        actor_id=stage.person("voter-3"),
        place=stage.place("GY-B03"),
        title=stage.say(texts.DOUBLE),
    )
    support(actor_id=stage.person("voter-5"), issue=double)
    reason = stage.say(texts.SAME)
    merge(actor_id=stage.person("grid-qin"), source=double, target=stage.issue("dark-stairs"), reason=reason)
    answer_merge(actor_id=stage.person("voter-5"), issue=double, agreed=True)


def _units(stage: Stage) -> None:
    """The humming pipe: the water company leads, the police post knows the neighbours."""
    issue = stage.issue("humming-pipe")
    grid = stage.person("grid-qin")
    if issue.state == "submitted":
        acknowledge(actor_id=grid, issue=issue)
    part = stage.say(texts.LEAD_PART)
    row = ask_unit(actor_id=grid, issue=issue, unit=_unit("water"), role=Role.LEAD, part=part)
    report_part(actor_id=stage.person("partner-water"), row=row, state=PartState.WORKING)
    other = stage.say(texts.SUPPORT_PART)
    ask_unit(actor_id=grid, issue=issue, unit=_unit("health"), role=Role.SUPPORT, part=other)
    note = stage.say(texts.NOTE)
    write_note(actor_id=grid, issue=issue, text=note)


def _dispute(stage: Stage) -> None:
    issue = raise_issue(
        actor_id=stage.person("voter-9"),
        place=stage.place("GY-B03"),
        title=stage.say(texts.DRIPPING),
        anonymous=True,
    )
    kind = stage.say(texts.DRIPPING_KIND)
    mark_dispute(actor_id=stage.person("grid-qin"), issue=issue, kind=kind, mediator_id=stage.person("grid-qin"))


def _visitor(stage: Stage) -> None:
    """The code in the shop street, and what a tourist reported by it."""
    place = stage.place("DQ")
    spot = stage.say(texts.ARCH)
    point = make_point(actor_id=stage.person("community-admin"), place=place, spot=spot)
    title = stage.say(texts.TEA)
    report(point=point, secret="demo-visitor", title=title, name=stage.say(texts.VISITOR))


def _for_a_neighbour(stage: Stage) -> None:
    """The grid officer raises it for 刘奶奶, who has no smartphone."""
    raise_issue(
        actor_id=stage.person("grid-qin"),
        place=stage.place("GY-B03"),
        title=stage.say(texts.HANDRAIL),
        origin=Origin(Source.VISIT, stage.person("resident-liu"), consent=True),
        urgent=True,
    )


def _unit(code: str) -> PartnerUnit:
    return db.session.scalars(db.select(PartnerUnit).where(PartnerUnit.code == code)).one()

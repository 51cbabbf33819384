"""The steps of a version: consulted, adopted, filed with the street, in force.

Organic Law of Urban Residents' Committees, art. 31 (made by the residents' meeting, filed with the street).
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Conflict, Invalid
from council.charters.guard import refuse_private
from council.charters.hooks import decision
from council.charters.models import Step, Version, VersionState
from council.charters.operations.common import add_step, locked_version, move, note, state_after
from council.charters.operations.drafting import put_away
from council.charters.queries import with_state
from council.charters.rules.versions import CONSULTATION_DAYS, last_day, may_adopt
from council.journal.operations import Ref
from council.web.formats import full_day

_REFERENCE = 120


@operation
def start_consultation(*, version: Version, until: date, actor_id: int) -> Version:
    """Show a draft to the residents up to a day, and ask them. An older version they were asked about is put away.

    Raises:
        Invalid: the time is too short (field `until`), or the text names somebody's number.
        Conflict: it has no articles, or is no draft any more.
    """
    version = locked_version(version)
    if version.state == VersionState.CONSULTED and version.consulted_until == until:
        return version
    older = with_state(version.document_id, [VersionState.CONSULTED])
    move(version, Step.CONSULT)
    _refuse_empty(version)
    refuse_private(*(text for clause in version.clauses for text in clause))
    earliest = last_day(clock.today())
    if until < earliest:
        words = _(
            "Give residents at least %(days)s days: choose %(day)s or later.",
            days=CONSULTATION_DAYS,
            day=full_day(earliest),
        )
        raise Invalid(words, field="until")
    if older is not None:
        put_away(older, "", actor_id, replaced_by=version.number)
    version.consulted_until = until
    add_step(version, Step.CONSULT, actor_id)
    note(version, actor_id, "charters.version.consulted", until=until.isoformat())
    return version


@operation
def record_adoption(*, version: Version, resolution: str, on: date, actor_id: int) -> Version:
    """Record what adopted it: the number of a resolution here, or in words a decision on paper, and the day.

    Raises:
        Invalid: nothing is named, or a resolution that does not bind (field `resolution`); a day in the future or
            before residents could answer (field `adopted_on`).
        Conflict: residents have not been asked about it.
    """
    version = locked_version(version)
    if version.state == VersionState.ADOPTED:
        return version
    move(version, Step.ADOPT)
    named = resolution.strip()
    if not named:
        raise Invalid(_("Name the resolution that adopted it."), field="resolution")
    found = decision(named, version.document.place)
    if found is not None and not may_adopt(found.force):
        raise Invalid(
            _("%(number)s does not bind: a council consults. The residents' meeting adopts.", number=found.number),
            field="resolution",
        )
    _refuse_future(on, "adopted_on")
    if version.consulted_until is not None and on <= version.consulted_until:
        raise Invalid(
            _("Residents could answer until %(day)s. It is adopted after that.", day=full_day(version.consulted_until)),
            field="adopted_on",
        )
    if found is not None:
        version.adopted_kind, version.adopted_id = found.kind, found.id
    add_step(version, Step.ADOPT, actor_id, on, (found.number if found else named)[:_REFERENCE])
    touched = [Ref(found.kind, found.id)] if found else []
    note(version, actor_id, "charters.version.adopted", touched, by=named, on=on.isoformat())
    return version


@operation
def file_version(*, version: Version, filing_number: str, on: date, actor_id: int) -> Version:
    """Record that the street has it on file.

    Raises:
        Invalid: no number (field `filing_number`), a day before its adoption or in the future (field `filed_on`).
        Conflict: it has not been adopted.
    """
    version = locked_version(version)
    if version.state == VersionState.FILED:
        return version
    move(version, Step.FILE)
    if not filing_number.strip():
        raise Invalid(_("Give the street's filing number."), field="filing_number")
    _refuse_future(on, "filed_on")
    _refuse_before(version, Step.ADOPT, on, "filed_on")
    add_step(version, Step.FILE, actor_id, on, filing_number.strip()[:_REFERENCE])
    note(version, actor_id, "charters.version.filed", filing=filing_number.strip(), on=on.isoformat())
    return version


@operation
def bring_into_force(*, version: Version, force_from: date, actor_id: int) -> Version:
    """Let it hold from a day on; the one that holds now holds until the day before.

    Raises:
        Invalid: the day lies before the filing, or not after that of the version it replaces (field `force_from`).
        Conflict: it has not been filed.
    """
    version = locked_version(version)
    if version.state == VersionState.IN_FORCE and version.force_from == force_from:
        return version
    state = state_after(version, Step.ENFORCE)
    _refuse_before(version, Step.FILE, force_from, "force_from")
    _end_the_one_before(version, force_from)
    version.state, version.force_from = state, force_from
    add_step(version, Step.ENFORCE, actor_id, force_from)
    note(version, actor_id, "charters.version.in_force", since=force_from.isoformat())
    return version


@dataclass(frozen=True)
class Paper:
    """What a paper says that is in force already."""

    adopted_by: str
    adopted_on: date
    filing_number: str
    filed_on: date
    force_from: date


@operation
def enter_paper(*, version: Version, paper: Paper, actor_id: int) -> Version:
    """Enter the first version of a place from the paper that is in force already: adopted, filed, in force at once.

    Raises:
        Invalid: something is missing, or its days are not in order (the field of that name).
        Conflict: it has no articles, it is no draft, or another version is in force.
    """
    version = locked_version(version)
    state = state_after(version, Step.ENTER)
    _refuse_empty(version)
    if with_state(version.document_id, [VersionState.IN_FORCE]) is not None:
        raise Conflict(_("A version is in force already. A new one is adopted and filed first."))
    refuse_private(*(text for clause in version.clauses for text in clause))
    _refuse_disorder(paper)
    version.state, version.force_from = state, paper.force_from
    add_step(version, Step.ADOPT, actor_id, paper.adopted_on, paper.adopted_by.strip()[:_REFERENCE])
    add_step(version, Step.FILE, actor_id, paper.filed_on, paper.filing_number.strip()[:_REFERENCE])
    add_step(version, Step.ENFORCE, actor_id, paper.force_from)
    note(version, actor_id, "charters.version.entered", since=paper.force_from.isoformat(), filing=paper.filing_number)
    return version


def _refuse_empty(version: Version) -> None:
    if not version.articles:
        raise Conflict(_("It has no articles yet. Write them first."))


def _refuse_future(on: date, field: str) -> None:
    if on > clock.today():
        raise Invalid(_("This day has not come yet."), field=field)


def _refuse_before(version: Version, step: Step, on: date, field: str) -> None:
    earlier = version.step(step)
    if earlier is not None:
        _refuse_earlier(earlier.day, on, field)


def _refuse_earlier(first: date, on: date, field: str) -> None:
    if on < first:
        words = _("Choose %(day)s or later: the step before was on that day.", day=full_day(first))
        raise Invalid(words, field=field)


def _refuse_disorder(paper: Paper) -> None:
    if not paper.adopted_by.strip():
        raise Invalid(_("Say what adopted it, as the paper says."), field="adopted_by")
    if not paper.filing_number.strip():
        raise Invalid(_("Give the street's filing number."), field="filing_number")
    for field, earlier, later in (
        ("filed_on", paper.adopted_on, paper.filed_on),
        ("force_from", paper.filed_on, paper.force_from),
    ):
        _refuse_earlier(earlier, later, field)
    for field in ("adopted_on", "filed_on"):
        _refuse_future(getattr(paper, field), field)


def _end_the_one_before(version: Version, force_from: date) -> None:
    query = db.select(Version).where(
        Version.document_id == version.document_id,
        Version.state == VersionState.IN_FORCE,
        Version.force_until.is_(None),
    )
    before = db.session.scalar(query)
    if before is None or before.force_from is None:
        return
    if force_from <= before.force_from:
        since = full_day(before.force_from)
        words = _("Version %(number)s holds from %(day)s. Choose a later day.", number=before.number, day=since)
        raise Invalid(words, field="force_from")
    before.force_until = force_from

"""Whatever points at a person is shown to that person, goes at its time and follows them into a merged record.

A column that does not says here by name why.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event

from council.base import clock
from council.base.db import Base, db
from council.privacy import hooks
from council.roster.hooks import moving
from tests.support.world import World

#: An officer did something for others. The office acted, the journal says who; it is no data about them to take along.
ACTS_OF_OFFICE = {
    "agenda_paper.added_by_id",
    "charter_step.by_id",
    "moderation.by_id",
    "moderation.decided_by_id",
    "warm_up.closed_by_id",
    "consent.entered_by",
    "deletion_request.answered_by",
    "external_identity.linked_by",
    "issue.entered_by_id",
    "issue_clock.extended_by_id",
    "issue_merge.by_id",
    "issue_merge.undone_by_id",
    "issue_note.by_id",
    "meeting_driver.person_id",
    "mediation.by_id",
    "mediation.mediator_id",
    "minutes.approved_by",
    "minutes_correction.by_id",
    "minutes_note.saved_by",
    "operator.changed_by",
    "paper_entry.teller_id",
    "confirmation.person_id",
    "person_merge.by_id",
    "person_merge.undone_by",
    "place_procedure.chosen_by_id",
    "report_point.made_by_id",
    "resolution.adopted_by",
    "retention_setting.changed_by",
    "roster_import.confirmed_by",
    "roster_import.uploaded_by",
    "sign_in_link.made_by",
    "slip_batch.made_by",
    "spoken_code.made_by",
    "task_report.by_id",
}
#: How records of one person hang together.
RECORD_KEEPING = {"person.merged_into_id", "person_merge.kept_id", "person_merge.gone_id"}
#: Why rows stay with the record that was taken over.
STAYS_WITH_THE_OTHER_RECORD = {
    "attendance.person_id": "history: who came",
    "speech.person_id": "history: who spoke",
    "point_of_order.person_id": "history: who raised it",
    "point_of_order.appellant_id": "history: who appealed",
    "roll_entry.person_id": "history: a roll is frozen",
    "roll_entry.holder_id": "the same",
    "exclusion.person_id": "history: who did not vote, and why",
    "reason.person_id": "history: what was said then; one record has one reason a side",
    "complaint.person_id": "history: what was reported then",
    "feedback.person_id": "history: what was answered then",
    "consent.person_id": "a consent holds for the record it was given on; the one that stays is asked anew",
    "notice_read.person_id": "the same",
    "credential.person_id": "a way into an account opens only the account it was made for",
    "external_identity.person_id": "the same",
    "sign_in_session.person_id": "the same: the other record is signed out everywhere",
    "calendar_key.person_id": "an address opens only the account it was made for",
    "slip_use.person_id": "the same",
    "seat_card.person_id": "a card opens a meeting only for the record it was made for",
    "spoken_code.person_id": "the same, and it runs out within minutes",
}


def _pointing_at_people() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
    }


@pytest.fixture
def asked_by() -> Iterator[Callable[[Callable[[], object]], str]]:
    """Runs something and gives the statements that it sent to the database."""
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    def run(act: Callable[[], object]) -> str:
        said.clear()
        act()
        return "\n".join(said)

    event.listen(db.engine, "before_cursor_execute", hear)
    yield run
    event.remove(db.engine, "before_cursor_execute", hear)


Asked = Callable[[Callable[[], object]], str]


def test_my_data_shows_all_that_is_about_me(world: World, asked_by: Asked) -> None:
    asked = asked_by(lambda: [each.read(world.resident) for each in hooks.kept.values()])
    shown = set(re.findall(r"(\w+\.\w+) = ", asked))
    assert _pointing_at_people() - shown - ACTS_OF_OFFICE - RECORD_KEEPING == set()


def test_what_is_about_a_person_goes_at_its_time_or_is_kept_by_law(world: World, asked_by: Asked) -> None:
    """Swept after some days, removed or made nameless with the person, or shown to them as what stays."""
    before = clock.now() - timedelta(days=1)
    sweeps = [each.sweep for each in hooks.expiring.values() if each.sweep]
    swept = asked_by(lambda: [(db.session.execute(way.due(before)), way.remove([])) for way in sweeps])
    gone = asked_by(lambda: hooks.forgotten(world.resident))
    stays = asked_by(lambda: [each.read(world.resident) for each in hooks.kept.values() if each.stays])
    named = {
        *re.findall(r"FROM (\w+)", swept),
        *re.findall(r"(?:UPDATE|DELETE FROM) (\w+)", gone),
        *re.findall(r"(\w+)\.\w+ = ", stays),
    }
    about = _pointing_at_people() - ACTS_OF_OFFICE - RECORD_KEEPING
    assert {column for column in about if column.partition(".")[0] not in named} == set()


def test_a_merged_record_hands_over_what_is_going_on() -> None:
    moves = {rule.name for rule in moving}
    stays = ACTS_OF_OFFICE | RECORD_KEEPING | set(STAYS_WITH_THE_OTHER_RECORD)
    assert _pointing_at_people() - moves - stays == set()
    assert not moves & stays


def test_every_excuse_names_a_column_that_is_there() -> None:
    excused = ACTS_OF_OFFICE | RECORD_KEEPING | set(STAYS_WITH_THE_OTHER_RECORD)
    assert excused <= _pointing_at_people()

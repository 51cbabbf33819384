"""`flask verify` on meetings: a figure, an outcome, a text or a file that somebody changed is named."""

from collections.abc import Iterator

import pytest
from click.testing import Result
from flask import Flask
from flask_babel import force_locale

from council.base import clock
from council.base.db import db
from council.media import files
from council.media.documents import document
from council.meetings.attachments.models import Paper
from council.meetings.attachments.operations import attach, withdraw
from council.meetings.models import Meeting
from council.meetings.motions.models import Question
from council.meetings.motions.operations import decide_by_consent, drop_question
from council.meetings.motions.rules import Kind, Standing
from council.meetings.operations.agenda import remove_item
from council.meetings.operations.planning import convene
from council.meetings.operations.session import open_item
from tests.meetings import plans, ranks
from tests.meetings.test_attachments import DRAWING
from tests.support.world import World


@pytest.fixture(autouse=True)
def _sunday(session: None) -> Iterator[None]:
    with clock.stopped(plans.NOW), force_locale("en"):
        yield


@pytest.fixture
def run(app: Flask, world: World):  # type: ignore[no-untyped-def]
    """Run `flask verify` after what the test did."""

    def run() -> Result:
        db.session.commit()
        return app.test_cli_runner().invoke(args=["verify"])

    return run


@pytest.fixture
def amended(world: World) -> Question:
    """An evening that used every way: by hands, by consent, by vote, unseconded, withdrawn, put off and taken up."""
    item = ranks.council(world)
    main = ranks.move(world, item)
    amendment = ranks.move(world, item, Kind.AMEND)
    decide_by_consent(question=ranks.move(world, item, Kind.AMEND_AGAIN), actor_id=world.chair.id)
    ranks.by_vote(world, amendment)
    drop_question(question=ranks.move(world, item, Kind.DROP, second=""), actor_id=world.chair.id)
    ranks.by_hands(world, ranks.move(world, item, Kind.LIMIT))
    ranks.by_hands(world, ranks.move(world, item, Kind.TABLE))
    open_item(item=item, actor_id=world.chair.id)
    ranks.by_vote(world, main)
    drop_question(question=ranks.move(world, item, Kind.RECESS), actor_id=world.chair.id)
    return ranks.fresh(amendment)


def test_an_evening_with_questions_of_every_kind_is_whole(run, amended: Question) -> None:  # type: ignore[no-untyped-def]
    done = run()
    assert (done.exit_code, done.stderr) == (0, "")
    states = set(db.session.scalars(db.select(Question.state)))
    assert states == {Standing.CARRIED, Standing.NO_SECOND, Standing.WITHDRAWN}


@pytest.mark.parametrize(
    ("kind", "changed", "said"),
    [
        (Kind.LIMIT, {"for_": 31}, "hands stored are 31 for, 5 against, 2 abstaining, the journal says 24 for"),
        (Kind.LIMIT, {"against": 4}, "24 for, 4 against"),
        (Kind.LIMIT, {"abstain": 0}, "0 abstaining, the journal says"),
        (Kind.LIMIT, {"state": "lost"}, "it is lost, but the journal says carried"),
        (Kind.LIMIT, {"way": "consent"}, "decided by consent, the journal hands"),
        (Kind.LIMIT, {"kind": "lay_on_table"}, "was moved as limit_debate"),
        (Kind.AMEND, {"number": 2}, "was moved as amend, number 1"),
        (Kind.MAIN, {"for_": 1}, "the hands stored are 1 for, None against, None abstaining, the journal says none"),
        (Kind.MAIN, {"state": "pending", "settled_at": None}, "it is pending, but the journal says carried"),
        (Kind.DROP, {"state": "carried"}, "the journal says no_second"),
        (Kind.AMEND, {"old_text": "别的"}, "the text it replaced is not the one"),
        (Kind.AMEND, {"old_title": "别的"}, "the text it replaced is not the one"),
        (Kind.AMEND, {"old_title": "", "old_text": ""}, "the text it replaced is not the one"),
        (Kind.AMEND_AGAIN, {"old_text": "别的"}, "the text it replaced is not the one"),
        (Kind.MAIN, {"old_text": "别的"}, "the text it replaced is not the one"),
    ],
)
def test_a_changed_question_is_named(  # type: ignore[no-untyped-def]
    run, amended: Question, kind: Kind, changed: dict[str, object], said: str
) -> None:
    question = db.session.scalars(db.select(Question).where(Question.kind == kind)).one()
    for name, forged in changed.items():
        setattr(question, name, forged)
    done = run()
    lines = [line for line in done.stderr.splitlines() if line.startswith(f"question {question.id} ")]
    assert done.exit_code == 1
    assert len(lines) == 1
    assert said in lines[0]
    assert "flask restore" in lines[0]


def test_a_question_that_is_gone_or_was_slipped_in_is_named(run, world: World) -> None:  # type: ignore[no-untyped-def]
    item = ranks.council(world)
    recess = ranks.move(world, item, Kind.RECESS)
    gone = recess.id
    slipped = Question(item=item, kind=Kind.RECESS, state="carried", moved_by="某", moved_at=clock.now())
    db.session.add(slipped)
    assert "the journal does not know it" in run().stderr
    db.session.delete(slipped)
    db.session.delete(recess)
    assert f"question {gone}: the journal knows it, but it is gone" in run().stderr


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A called council: two files (one late), a text, a withdrawn link; before the call a paper and an item went."""
    meeting = plans.draft(world, "东门限行", "路灯", "不议了")
    item, lamps, dropped = meeting.items
    for title in ("东门图纸", "旧图纸"):
        attach(item=item, title=title, document=document(DRAWING), actor_id=world.chair.id)
    attach(item=lamps, title="办法", text="晚八点到早六点。", actor_id=world.chair.id)
    attach(item=dropped, title="附件", text="没有了。", actor_id=world.chair.id)
    withdraw(paper=paper("旧图纸"), reason="", actor_id=world.chair.id)
    remove_item(item=dropped, actor_id=world.chair.id)
    convene(meeting=meeting, actor_id=world.chair.id)
    attach(item=item, title="价目", url="https://example.org/prices", actor_id=world.chair.id)
    withdraw(paper=paper("价目"), reason="价目过期", actor_id=world.chair.id)
    attach(item=lamps, title="灯具", document=document(DRAWING + b"%%EOF\n"), actor_id=world.chair.id)
    return meeting


def paper(title: str) -> Paper:
    return db.session.scalars(db.select(Paper).where(Paper.title == title)).one()


def test_papers_as_they_were_attached_are_whole(run, meeting: Meeting) -> None:  # type: ignore[no-untyped-def]
    done = run()
    assert (done.exit_code, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("title", "changed", "said"),
    [
        ("办法", {"text": "全天。"}, "its words are not those that were attached"),
        ("价目", {"url": "https://example.org/other"}, "its words are not those"),
        ("办法", {"title": "通告"}, "the journal knows no such paper"),
        ("灯具", {"late": False}, "the journal knows no such paper"),
        ("东门图纸", {"sha256": "0" * 64}, "the journal knows no such paper"),
        ("东门图纸", {"size": 7}, "bytes, the row says 7"),
        ("价目", {"withdrawn_at": None}, "the journal says it was withdrawn"),
        ("东门图纸", {"withdrawn_at": clock.now()}, "the journal says it was not withdrawn"),
    ],
)
def test_a_changed_paper_is_named(  # type: ignore[no-untyped-def]
    run, meeting: Meeting, title: str, changed: dict[str, object], said: str
) -> None:
    found = paper(title)
    for name, forged in changed.items():
        setattr(found, name, forged)
    done = run()
    assert done.exit_code == 1
    assert f"paper {found.id} ({found.title}): " in done.stderr
    assert said in done.stderr
    assert "flask restore" in done.stderr


def test_a_paper_that_is_gone_is_named(run, meeting: Meeting) -> None:  # type: ignore[no-untyped-def]
    db.session.delete(paper("办法"))
    done = run()
    assert done.exit_code == 1
    assert "paper “办法”" in done.stderr
    assert "it is gone" in done.stderr


def test_a_changed_or_missing_file_is_named_with_its_place(run, meeting: Meeting) -> None:  # type: ignore[no-untyped-def]
    found = paper("东门图纸")
    path = files.paper(found.token)
    true = path.read_bytes()
    path.write_bytes(true.replace(b"1.7", b"1.6"))
    done = run()
    assert done.exit_code == 1
    assert f"its file is not the one that was attached. Put it back from the last good backup: {path}" in done.stderr
    path.unlink()
    assert f"its file cannot be read (No such file or directory). Put it back from the last good backup: {path}" in (
        run().stderr
    )
    path.write_bytes(true)
    assert run().exit_code == 0

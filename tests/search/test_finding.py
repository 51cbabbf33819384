"""What is found, by whom, on both databases."""

import random
from collections.abc import Callable

import pytest

from council.base import clock
from council.base.db import db, transaction
from council.issues import operations
from council.issues.lists import similar_issues
from council.issues.models import Issue
from council.journal.deliveries import deliver_pending
from council.search.operations import forget, index
from council.search.proving import mend_index, wrong_entries
from council.search.queries import entries, things
from tests.support.client import Client
from tests.support.world import World

Raised = Callable[..., Issue]
#: Parts of the sampled titles; together they make many that differ by little.
WHERE = ("3栋", "东门", "车棚", "二单元", "南广场", "垃圾房", "Gate 2 ", "B3栋", "儿童乐园", "河边步道")
WHAT = ("路灯", "水管", "电梯", "井盖", "护栏", "消防栓", "长椅", "充电桩", "lamp ", "Wi-Fi ")
HOW = ("不亮了", "漏水三天", "坏了", "松动伤人", "夜里很响", "没人管", "又停了", "is broken", "生锈", "被堵住")


def found(question: str) -> set[int]:
    return set(db.session.scalars(things("sample", question)))


def test_every_piece_of_500_titles_finds_its_title(session: None) -> None:
    rng = random.Random(2026)
    titles = [f"{rng.choice(WHERE)}{rng.choice(WHAT)}{rng.choice(HOW)}{rng.randint(1, 99)}号" for _ in range(500)]
    for at, title in enumerate(titles):
        index(kind="sample", thing_id=at, estate_id=1, title=title, said="", at=clock.now())
    pieces: dict[str, set[int]] = {}
    for at, title in enumerate(titles):
        for size in (2, 3, 4):
            for begin in range(len(title) - size + 1):
                piece = title[begin : begin + size]
                if all(ord(sign) >= 0x2E80 for sign in piece):
                    pieces.setdefault(piece, set()).add(at)
    missed = {piece for piece, wanted in pieces.items() if not wanted <= found(piece)}
    assert len(pieces) > 100
    assert not missed
    assert {piece for piece, wanted in pieces.items() if found(piece) - wanted} == set()


@pytest.mark.parametrize(
    "question",
    [
        '"',
        '漏水"',
        "AND OR NOT",
        "漏水*",
        "NEAR(漏 水)",
        "tokens:漏",
        "'; DROP TABLE x",
        "<->",
        "&|!",
        "\u202e漏水",
        "",
        "😀",
    ],
)
def test_hostile_questions_are_words_or_nothing(session: None, question: str) -> None:
    index(kind="sample", thing_id=1, estate_id=1, title="楼道漏水", said="", at=clock.now())
    assert found(question) <= {1}


def test_several_words_must_all_fit_and_the_index_follows_changes(session: None) -> None:
    index(kind="sample", thing_id=1, estate_id=1, title="东门路灯不亮", said="GY-2026-0007", at=clock.now())
    assert found("路灯 东门") == found("gy-2026-0007") == found("路") == {1}
    assert found("路灯 西门") == set()
    index(kind="sample", thing_id=1, estate_id=1, title="西门路灯不亮", said="", at=clock.now())
    assert (found("路灯 西门"), found("东门")) == ({1}, set())
    forget(kind="sample", thing_id=1)
    assert found("路灯") == set()


def test_the_page_shows_what_ones_estate_wrote(client: Client, world: World, raised: Raised) -> None:
    mine = raised(title="东门路灯不亮", detail="晚上看不见台阶")
    raised(actor_id=world.stranger.id, place=world.other_estate, title="听泉路灯不亮")
    page = client.as_(world.neighbour).get("/search?q=台阶").text
    assert mine.number in page
    assert "<mark>台阶</mark>" in page
    assert "听泉" not in client.get("/search?q=路灯").text
    assert "听泉<mark>路灯</mark>" in client.as_(world.street_staff).get("/search?q=路灯").text
    assert client.as_(world.stranger).get(f"/search?q={mine.number}").text.count(mine.title) == 0


def test_disputes_and_internal_notes_are_never_found(client: Client, world: World, issue: Issue) -> None:
    operations.write_note(actor_id=world.chair.id, issue=issue, text="内部情况勿外传")
    operations.mark_dispute(actor_id=world.chair.id, issue=issue, kind="漏水赔偿")
    for person in (world.neighbour, world.chair):
        page = client.as_(person).get("/search?q=积水").text
        assert issue.number not in page
        assert "内部情况" not in client.get("/search?q=内部情况").text.replace('value="内部情况"', "")
    assert issue.number in client.as_(world.chair).get("/issues/?tab=all&q=积水").text
    assert issue.number not in client.as_(world.neighbour).get("/issues/?tab=all&q=积水").text


def test_the_page_takes_a_constant_number_of_queries(
    client: Client, world: World, raised: Raised, count_queries: list[str]
) -> None:
    client.as_(world.neighbour)
    raised(title="路灯一号不亮")
    client.get("/search?q=路灯")
    count_queries.clear()
    client.get("/search?q=路灯")
    few = len(count_queries)
    for number in range(15):
        raised(title=f"路灯{number}不亮")
    count_queries.clear()
    client.get("/search?q=路灯")
    assert len(count_queries) == few <= 8


def test_hints_come_from_the_whole_estate_however_old(world: World, raised: Raised) -> None:
    old = raised(title="3栋楼道灯晚上不亮")
    for number in range(20):
        raised(title=f"第{number}件别的事情")
    assert similar_issues("3栋楼道灯不亮", [world.estate]) == [old]
    assert similar_issues("车位", [world.estate]) == []
    assert similar_issues("🙂", [world.estate]) == []


def test_the_index_is_proved_and_mended(world: World, issue: Issue) -> None:
    deliver_pending()
    assert wrong_entries() == {}
    with transaction():
        forget(kind="issue", thing_id=issue.id)
        index(kind="issue", thing_id=10**6, estate_id=1, title="没有这件事", said="", at=clock.now())
    assert set(wrong_entries()) == {("issue", issue.id), ("issue", 10**6)}
    assert mend_index() == 2
    assert wrong_entries() == {}
    assert db.session.scalars(entries("积水", [world.estate.id])).one().thing_id == issue.id

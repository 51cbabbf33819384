"""Owners' votes in three modes: chosen per place, fixed at opening, said wherever a result is told."""

import json
import re
from pathlib import Path

import pytest
from flask_babel import force_locale

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.models import JournalEntry
from council.journal.sentences import sentence
from council.organisation.operations import set_setting
from council.polls.casting import Refusal
from council.polls.kinds import Electorate
from council.polls.models import Poll
from council.polls.operations import close_poll, publish_result
from council.polls.owners import OwnersManner, OwnersMode, chosen_manner, owners_words, read_manner, write_manner
from council.polls.papers import channels, operations
from council.polls.papers.proxies import give_proxy
from council.polls.place_settings import OWNERS_MODE
from council.polls.planning.operations import begin_poll
from council.polls.results import result_view
from council.polls.rules import Why
from council.roster.models import LotKind
from council.roster.operations.lots import add_owner, enter_lot
from tests.polls.kinds import begun, entry_of, marks, planned
from tests.polls.test_record import checked, saved
from tests.support.client import Client
from tests.support.world import SINCE, World

pytestmark = pytest.mark.usefixtures("in_english")

INTENT = "an expression of intent, not a decision in law."
PAPER = "Owners vote on paper only; two people read every paper."
LAW = "青檐市物业管理条例第三十条"


def choose(world: World, mode: OwnersMode, basis: str = "") -> None:
    value = chosen_manner(mode, basis)
    set_setting(place=world.estate, setting=OWNERS_MODE, value=value, actor_id=world.administrator.id)


@pytest.fixture
def owned(world: World) -> World:
    """Three flats of three owners."""
    for at, person in enumerate((world.chair, world.resident, world.neighbour), 1):
        lot = enter_lot(
            place=world.building, door=f"{at}01", kind=LotKind.DWELLING, area_cm2=900_000 + at, actor_id=None
        )
        add_owner(lot=lot, person=person, since=SINCE, actor_id=world.recorder.id)
    return world


def opened(world: World) -> Poll:
    return begun(world, "motion", electorate=Electorate.OWNERS, procedure="cn_owners_ordinary")


def published(world: World, poll: Poll) -> Poll:
    """On paper where that is the only way."""
    for person in (world.chair, world.resident, world.neighbour):
        if poll.owners_mode != OwnersMode.PAPER:
            marks(poll, person, '"for"')
            continue
        operations.print_papers(poll=poll, count=1, actor_id=1)
        paper = operations.hand_out(poll=poll, entry_id=entry_of(poll, person).id, actor_id=1)
        assert paper is not None
        for teller in (world.recorder, world.supervisor):
            operations.enter(poll=poll, serial=paper.serial, marks='"for"', teller_id=teller.id)
    close_poll(poll=poll, actor_id=world.chair.id)
    return publish_result(poll=poll, actor_id=world.chair.id)


# ---- the setting ----


def test_a_statutory_vote_names_its_basis() -> None:
    with pytest.raises(Invalid) as refused:
        chosen_manner("statutory", "  ")
    assert refused.value.field == "basis"
    with pytest.raises(Invalid) as refused:
        chosen_manner("by acclamation", "")
    assert refused.value.field == "mode"
    with pytest.raises(Invalid):
        chosen_manner("intent", "长" * 61)
    with pytest.raises(Invalid):
        chosen_manner("intent", "身份证110101199003070134")
    with pytest.raises(ValueError, match="basis"):
        read_manner({"mode": "statutory", "basis": ""})


@pytest.mark.parametrize("mode", OwnersMode)
def test_what_is_stored_is_read_as_it_was(mode: OwnersMode) -> None:
    chosen = chosen_manner(mode, f" {LAW} ")
    assert read_manner(write_manner(chosen)) == chosen == OwnersManner(mode, LAW)


def test_only_owners_votes_with_a_mode_have_words(world: World) -> None:
    assert owners_words(None) == ""
    assert owners_words("statutory", LAW) == f"A vote of the owners under the law. Basis: {LAW}."
    assert len({owners_words(mode) for mode in OwnersMode}) == 3


def test_an_administrator_sets_it_on_the_page(world: World, client: Client) -> None:
    client.as_(world.administrator)
    page = client.get("/admin/settings?place=GY").text
    assert "Nobody has set this: owners are asked what they want." in page
    sent = {"place": "GY", "revision": "0", "mode": "statutory", "basis": ""}
    refused = client.post("/admin/settings/owners", sent)
    assert refused.status_code == 422
    assert 'id="basis-error"' in refused.text
    assert re.search(r'<input [^>]*checked[^>]*value="statutory"', refused.text), "what was chosen is kept"
    assert client.post("/admin/settings/owners", {**sent, "mode": ""}).status_code == 422
    assert client.post("/admin/settings/owners", {**sent, "basis": LAW}).status_code == 303
    assert LAW in client.get("/admin/settings?place=GY").text
    assert "Inherited from 桂雨里小区" in client.get("/admin/settings?place=GY-G7").text
    late = client.post("/admin/settings/owners", {**sent, "mode": "paper"})
    assert late.status_code == 409
    assert f"Basis: {LAW}." in late.text
    assert client.post("/admin/settings/owners", {"place": "GY", "inherit": "1"}).status_code == 303
    assert "Nobody has set this: owners are" in client.get("/admin/settings?place=GY").text
    assert client.as_(world.chair).post("/admin/settings/owners", sent).status_code == 403


# ---- fixed at opening ----


def test_owners_are_asked_what_they_want_by_the_full_rule(owned: World) -> None:
    poll = opened(owned)
    assert (poll.owners_mode, poll.owners_basis, poll.straw) == ("intent", "", False)
    view = result_view(published(owned, poll))
    assert view is not None
    assert view.outcome == "carried"
    assert len(view.decision.tests if view.decision else ()) == 4, "two thirds and one half, by heads and by area"
    assert view.owners.endswith(INTENT)


def test_what_the_place_chooses_later_is_for_later_votes(owned: World) -> None:
    first = opened(owned)
    draft = planned(owned, "motion", electorate=Electorate.OWNERS, procedure="cn_owners_ordinary")
    choose(owned, OwnersMode.STATUTORY, LAW)
    result = result_view(published(owned, first))
    assert result is not None
    assert result.owners.endswith(INTENT)
    later = begin_poll(poll=draft, actor_id=owned.chair.id)
    assert (later.owners_mode, later.owners_basis) == ("statutory", LAW)
    entries = db.session.scalars(db.select(JournalEntry).where(JournalEntry.action == "polls.poll.opened"))
    told = [(each.data["owners_mode"], each.data["owners_basis"]) for each in entries]
    assert told == [("intent", ""), ("statutory", LAW)]


def test_an_election_among_owners_has_a_mode_and_other_votes_have_none(owned: World) -> None:
    assert begun(owned, "election", ["甲", "乙"], secrecy="open", electorate=Electorate.OWNERS).owners_mode == "intent"
    assert begun(owned, "straw", electorate=Electorate.OWNERS).owners_mode is None
    council = begun(owned, "choice", ["甲", "乙"])
    assert council.owners_mode is None
    entry = db.session.scalars(
        db.select(JournalEntry).where(JournalEntry.action == "polls.poll.opened").order_by(JournalEntry.id.desc())
    ).first()
    assert entry is not None
    assert "owners_mode" not in entry.data


@pytest.mark.parametrize(
    ("mode", "basis", "english", "chinese"),
    [
        ("intent", "", INTENT, "业主意向征询，不是法律意义上的决定。"),
        ("paper", "", PAPER, "业主只用纸质票表决，每张票由两人分别录入。"),
        ("statutory", LAW, f"A vote of the owners under the law. Basis: {LAW}.", f"业主依法表决。 依据：{LAW}。"),
    ],
)
def test_the_journal_says_in_which_mode_it_was_opened(
    owned: World, mode: str, basis: str, english: str, chinese: str
) -> None:
    choose(owned, OwnersMode(mode), basis)
    opened(owned)
    entry = db.session.scalars(db.select(JournalEntry).where(JournalEntry.action == "polls.poll.opened")).one()
    assert sentence(entry).startswith("Vote opened: 3 present of 3 entitled. ")
    assert sentence(entry).endswith(english)
    with force_locale("zh_CN"):
        assert sentence(entry).startswith("开始表决：应到3人，实到3人")
        assert sentence(entry).endswith(chinese)


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Vote opened: 31 present of 46 entitled"), ("zh_CN", "开始表决：应到46人，实到31人")],
)
def test_an_opening_without_a_mode_reads_as_before(language: str, says: str) -> None:
    entry = JournalEntry(action="polls.poll.opened", data={"present": 31, "entitled": 46})
    with force_locale(language):
        assert sentence(entry) == says


# ---- on paper ----


def test_on_paper_no_phone_no_hand_and_no_helper_votes(owned: World) -> None:
    choose(owned, OwnersMode.PAPER)
    poll = opened(owned)
    refused = marks(poll, owned.resident, '"for"')
    assert isinstance(refused, Refusal)
    assert refused.why == Why.PAPER_ONLY
    entry = entry_of(poll, owned.resident)
    for act in (
        lambda: channels.enter_for(poll=poll, entry_id=entry.id, choice="for", marks="", actor_id=1),
        lambda: channels.by_hand(poll=poll, entry_ids=[entry.id], actor_id=1),
        lambda: channels.set_hands(poll=poll, counts={}, actor_id=1),
        lambda: give_proxy(poll=poll, entry_id=entry.id, holder_id=owned.stranger.id, actor_id=1),
    ):
        with pytest.raises(Conflict, match="Owners vote on paper here"):
            act()
    assert entry.channel is None
    view = result_view(published(owned, poll))
    assert view is not None
    assert (view.outcome, view.owners) == ("carried", PAPER)
    assert (poll.result or {})["channels"] == {"paper": 3}


def test_on_paper_the_phone_says_so_and_shows_no_buttons(owned: World, client: Client) -> None:
    choose(owned, OwnersMode.PAPER)
    poll = opened(owned)
    page = client.as_(owned.resident).get(f"/polls/{poll.id}").text
    assert "nobody can vote by phone" in page
    assert PAPER in page
    assert "vote-for" not in page
    sent = client.post(f"/polls/{poll.id}/ballots", {"choice": "for"})
    assert sent.status_code == 409
    assert "nobody can vote by phone" in sent.text
    wall = client.get(f"/polls/{poll.id}/projector").text
    assert "Mark your paper" in wall
    assert "Tap on your phone" not in wall
    desk = client.as_(owned.chair).get(f"/polls/{poll.id}/papers").text
    assert "give-paper" in desk
    assert "enter-for" not in desk
    assert "by-hand" not in desk


# ---- where it is told ----


@pytest.mark.parametrize(
    ("mode", "basis", "words"), [("intent", "", INTENT), ("paper", LAW, PAPER), ("statutory", LAW, "under the law.")]
)
def test_every_page_that_tells_a_result_tells_it(
    owned: World, client: Client, tmp_path: Path, mode: str, basis: str, words: str
) -> None:
    choose(owned, OwnersMode(mode), basis)
    draft = planned(owned, "motion", electorate=Electorate.OWNERS, procedure="cn_owners_ordinary")
    assert words in client.as_(owned.chair).get(f"/polls/{draft.id}/desk").text, "said ahead"
    poll = opened(owned)
    operations.print_papers(poll=poll, count=1, actor_id=1)
    open_pages = ("", "/desk", "/projector", "/papers/sheets")
    for page in open_pages:
        text = client.get(f"/polls/{poll.id}{page}").text
        assert words in text, page
        assert basis in text, page
    published(owned, poll)
    for page in ("", "/desk", "/projector"):
        text = client.get(f"/polls/{poll.id}{page}").text
        assert words in text, page
        assert basis in text, page
    assert words in client.get(f"/polls/{poll.id}/receipt").text
    about = json.loads(saved(poll, owned, tmp_path)["vote.json"])
    assert (about["owners_mode"], about["owners_basis"]) == (mode, basis)
    assert words in about["owners_words"]
    assert checked(tmp_path)[0] == 0
    forged = (tmp_path / "vote.json").read_text().replace(f'"owners_mode":"{mode}"', '"owners_mode":"other"')
    (tmp_path / "vote.json").write_text(forged)
    assert "owners' vote             DIFFERS" in checked(tmp_path)[1]


def test_a_vote_from_before_there_were_modes_shows_none(owned: World, client: Client, tmp_path: Path) -> None:
    poll = published(owned, opened(owned))
    poll.owners_mode = None
    db.session.commit()
    for page in ("", "/desk", "/projector", "/receipt"):
        assert INTENT not in client.as_(owned.chair).get(f"/polls/{poll.id}{page}").text
    assert "owners_mode" not in saved(poll, owned, tmp_path)["vote.json"]

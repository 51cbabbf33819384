"""Written proxies: within limits, used once, and both names can be read."""

import pytest

from council.base.db import db
from council.base.errors import Conflict, Invalid
from council.journal.models import JournalEntry
from council.polls.casting import Receipt, Refusal
from council.polls.models import Ballot, RollEntry, Secrecy
from council.polls.operations import close_poll, publish_result
from council.polls.papers.proxies import give_proxy, take_proxy_back, vote_by_proxies, vote_by_proxy
from council.polls.papers.queries import held_by, proxies_of
from council.polls.rules import Why
from tests.polls.kinds import begun, entry_of, marks
from tests.support.client import Client
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("in_english")
WAYS = ("甲", "乙", "丙")


def test_one_votes_for_another_once(world: World) -> None:
    poll = begun(world, "straw")
    giver, holder = world.members[5], world.members[6]
    entry = entry_of(poll, giver)
    with pytest.raises(Conflict, match="no proxy"):
        vote_by_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, choice="for", marks="")
    give_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, actor_id=world.recorder.id)
    give_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, actor_id=world.recorder.id)
    vote_by_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, choice="against", marks="")
    vote_by_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, choice="against", marks="")
    with pytest.raises(Conflict, match="given by proxy"):
        vote_by_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, choice="for", marks="")
    refused = marks(poll, giver, '"for"')
    assert isinstance(refused, Refusal)
    assert refused.why == Why.BY_PROXY
    with pytest.raises(Conflict, match="has been used"):
        take_proxy_back(poll=poll, entry_id=entry.id, actor_id=1)
    assert isinstance(marks(poll, holder, '"for"'), Receipt), "the own vote is another"
    result = close_poll(poll=poll, actor_id=None).result or {}
    assert (result["figures"]["heads"]["for"], result["figures"]["heads"]["against"]) == (1, 1)
    assert result["channels"] == {"phone": 1, "proxy": 1}
    assert proxies_of(poll.id) == [(giver.name, holder.name, True)]
    told = db.session.scalars(db.select(JournalEntry).where(JournalEntry.action == "polls.poll.voted_by_proxy")).all()
    assert [(each.actor_id, each.data) for each in told] == [(holder.id, {})], "that it was cast, never what"


def test_a_voter_who_votes_has_no_use_for_a_proxy(world: World) -> None:
    poll = begun(world, "straw")
    giver, holder = world.members[5], world.members[6]
    entry = entry_of(poll, giver)
    give_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, actor_id=1)
    assert isinstance(marks(poll, giver, '"for"'), Receipt)
    with pytest.raises(Conflict, match="voted by phone"):
        vote_by_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, choice="against", marks="")
    assert db.session.scalars(db.select(Ballot.choice).where(Ballot.roll_entry_id == entry.id)).one() == "for"


def test_three_and_no_more(world: World) -> None:
    poll = begun(world, "straw")
    holder = world.members[0]
    for member in world.members[1:4]:
        give_proxy(poll=poll, entry_id=entry_of(poll, member).id, holder_id=holder.id, actor_id=1)
    fourth = entry_of(poll, world.members[4])
    with pytest.raises(Conflict, match="3 proxies already"):
        give_proxy(poll=poll, entry_id=fourth.id, holder_id=holder.id, actor_id=1)
    take_proxy_back(poll=poll, entry_id=entry_of(poll, world.members[1]).id, actor_id=1)
    take_proxy_back(poll=poll, entry_id=entry_of(poll, world.members[1]).id, actor_id=1)
    give_proxy(poll=poll, entry_id=fourth.id, holder_id=holder.id, actor_id=1)
    with pytest.raises(Conflict, match="Somebody else holds"):
        give_proxy(poll=poll, entry_id=fourth.id, holder_id=world.members[9].id, actor_id=1)
    assert len(held_by(poll.id, holder.id)) == 3


def test_who_may_hold_none(world: World) -> None:
    candidate = world.members[7]
    election = begun(world, "election", (candidate.name, "乙"), method="plurality", secrecy=Secrecy.ROLL_ONLY)
    entry = entry_of(election, world.members[1])
    for holder, says in ((candidate, "stands for election"), (world.members[1], "their own proxy")):
        with pytest.raises(Invalid, match=says):
            give_proxy(poll=election, entry_id=entry.id, holder_id=holder.id, actor_id=1)
    with pytest.raises(Invalid, match="adult of the roster"):
        give_proxy(poll=election, entry_id=entry.id, holder_id=10**6, actor_id=1)
    secret = begun(world, "choice", WAYS, secrecy=Secrecy.SECRET)
    with pytest.raises(Conflict, match="takes a paper"):
        give_proxy(poll=secret, entry_id=entry_of(secret, candidate).id, holder_id=world.chair.id, actor_id=1)


def test_the_pages(client: Client, world: World) -> None:
    poll = begun(world, "choice", WAYS)
    giver, holder = world.members[5], world.members[6]
    entry = entry_of(poll, giver)
    desk = f"/polls/{poll.id}/proxies/{entry.id}"
    client.as_(world.recorder)
    assert client.get(f"/polls/{poll.id}/proxy-form").status_code == 200
    assert giver.name in client.get(desk).text
    assert client.post(desk, {"name": "没有这个人"}).status_code == 422
    assert client.post(desk, {"name": holder.name}).status_code == 303
    assert holder.name in client.get(desk).text
    assert client.as_(world.members[8]).get(f"/polls/{poll.id}/for/{entry.id}").status_code == 404
    page = client.as_(holder).get(f"/polls/{poll.id}").text
    assert 'data-test="vote-for-them"' in page
    address = f"/polls/{poll.id}/for/{entry.id}"
    assert giver.name in client.get(address).text
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"option": "b"}).status_code == 303
    assert client.post(address, {"option": "a"}).status_code == 409
    assert "This vote is given." in client.get(address).text
    assert client.as_(world.recorder).post(f"{desk}/back").status_code == 409
    publish_result(poll=close_poll(poll=poll, actor_id=None), actor_id=None)
    assert f"{holder.name} for {giver.name}" in client.as_(world.chair).get(f"/polls/{poll.id}").text
    assert db.session.get_one(RollEntry, entry.id).channel == "proxy"


@pytest.mark.parametrize("template", ["choice", "ranking"])
def test_a_plain_choice_does_not_go_where_options_are_marked(client: Client, world: World, template: str) -> None:
    poll = begun(world, template, WAYS)
    giver, holder = world.members[5], world.members[6]
    entry = entry_of(poll, giver)
    give_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, actor_id=1)
    with pytest.raises(Conflict, match="one by one"):
        vote_by_proxies(poll=poll, holder_id=holder.id, choices={entry.id: "for"})
    with pytest.raises(Conflict, match="not how this vote is marked"):
        vote_by_proxy(poll=poll, entry_id=entry.id, holder_id=holder.id, choice="for", marks="")
    page = f"/polls/{poll.id}/represented"
    assert f"/polls/{poll.id}/for/{entry.id}" in client.as_(holder).get(page).text
    answer = client.post(page, {"same": "for"})
    assert (answer.status_code, "one by one" in answer.text) == (409, True)
    assert close_poll(poll=poll, actor_id=None).result


def test_marks_do_not_go_where_a_plain_choice_is_asked(world: World) -> None:
    poll = begun(world, "straw")
    entry = entry_of(poll, world.members[5])
    give_proxy(poll=poll, entry_id=entry.id, holder_id=world.members[6].id, actor_id=1)
    with pytest.raises(Conflict, match="not how this vote is marked"):
        vote_by_proxy(poll=poll, entry_id=entry.id, holder_id=world.members[6].id, choice="marks", marks='["a"]')

"""The whole way of a compact through its pages, and what a page says when a step is out of order."""

from datetime import timedelta

from council.base import clock
from council.base.db import db
from council.charters.models import Document, Version, VersionState
from council.charters.operations import start_consultation
from council.charters.rules.versions import last_day
from council.meetings.models import Resolution
from tests.charters.making import consulted, draft, held, next_draft
from tests.conventions.scene import set_scene
from tests.support.client import Client
from tests.support.world import World


def test_from_the_first_word_into_force(client: Client, world: World) -> None:
    client.as_(world.recorder)
    begun = client.post("/charters/new", {"kind": "compact", "place": "GY", "once": "k1"})
    assert begun.status_code == 303
    again = client.post("/charters/new", {"kind": "compact", "place": "GY", "once": "k1"})
    assert again.location == begun.location
    base = begun.location.removesuffix("/edit")
    written = {"do": "save", "revision": "0", "heading": ["守望", ""], "text": ["代收快递。", "晚上不吵。"]}
    assert client.post(f"{base}/edit", written).status_code == 303
    assert client.post(f"{base}/consultation", {"until": "2030-01-01"}).status_code == 403
    client.as_(world.chair)
    until = last_day(clock.today())
    assert client.post(f"{base}/consultation", {"until": until.isoformat()}).status_code == 303
    with clock.stopped(clock.now() + timedelta(days=17)):
        today = clock.today().isoformat()
        client.as_(world.recorder)
        assert client.post(f"{base}/adoption", {"resolution": "居民会议", "adopted_on": today}).status_code == 303
        client.as_(world.street_staff)
        assert client.post(f"{base}/filing", {"filing_number": "7号", "filed_on": today}).status_code == 303
        assert client.post(f"{base}/force", {"force_from": today}).status_code == 303
        page = client.as_(None).get(base).text
        assert "In force since" in page
        assert "代收快递。" in page
    version = db.session.scalars(db.select(Version)).one()
    assert [clause.heading for clause in version.clauses] == ["守望", ""]


def test_an_error_stands_beside_its_field_and_keeps_what_was_typed(client: Client, world: World) -> None:
    version = draft(world)
    base = f"/charters/{version.document_id}/versions/1"
    client.as_(world.chair)
    soon = (clock.today() + timedelta(days=3)).isoformat()
    answer = client.post(f"{base}/consultation", {"until": soon})
    assert answer.status_code == 422
    assert f'value="{soon}"' in answer.text
    assert 'id="until-error"' in answer.text
    assert "at least 15 days" in answer.text
    assert client.post(f"{base}/consultation", {"until": "tomorrow"}).status_code == 422
    assert client.post(f"{base}/adoption", {"resolution": "x", "adopted_on": "2026-01-01"}).status_code == 409


def test_entered_from_paper_by_the_street(client: Client, world: World) -> None:
    version = draft(world)
    base = f"/charters/{version.document_id}/versions/1"
    paper = {
        "adopted_by": "居民会议",
        "adopted_on": "2025-01-03",
        "filing_number": "1号",
        "filed_on": "2025-01-02",
        "force_from": "2025-02-01",
    }
    assert client.as_(world.chair).post(f"{base}/paper-entry", paper).status_code == 403
    client.as_(world.street_staff)
    assert client.get(base).status_code == 404  # a draft is for those who write it
    client.as_(world.administrator)
    wrong = client.post(f"{base}/paper-entry", paper)
    assert wrong.status_code == 422
    assert 'id="paper-filed-on-error"' in wrong.text
    assert client.post(f"{base}/paper-entry", {**paper, "filed_on": "2025-01-20"}).status_code == 303
    assert db.session.get_one(Version, version.id).state == VersionState.IN_FORCE


def test_withdrawn_with_a_reason(client: Client, world: World) -> None:
    version = consulted(world, draft(world))
    base = f"/charters/{version.document_id}/versions/1"
    client.as_(world.recorder)
    assert client.post(f"{base}/withdrawal", {"reason": ""}).status_code == 422
    assert client.post(f"{base}/withdrawal", {"reason": "重新起草"}).status_code == 303
    assert "重新起草" in client.get(base).text
    assert client.as_(world.resident).get(base).status_code == 404


def test_a_resolution_is_named_linked_and_must_bind(client: Client, world: World) -> None:
    set_scene(world)  # holds a compact and a resolution of the council
    resolution = db.session.scalars(db.select(Resolution)).one()
    document = db.session.scalars(db.select(Document)).one()
    base = f"/charters/{document.id}/versions/2"
    client.as_(world.recorder)
    with clock.stopped(clock.now() + timedelta(days=17)):
        typed = {"resolution": resolution.number, "adopted_on": clock.today().isoformat()}
        refused = client.post(f"{base}/adoption", typed)
        assert refused.status_code == 422
        assert "does not bind" in refused.text
        hidden = {**typed, "resolution": f"决议{resolution.number}号"}
        assert client.post(f"{base}/adoption", hidden).status_code == 422
        resolution.force = "binding"
        assert client.post(f"{base}/adoption", {**typed, "resolution": resolution.number.lower()}).status_code == 303
    page = client.get(base).text
    assert f'href="/resolutions/{resolution.id}">{resolution.number}</a>' in page
    version = db.session.scalars(db.select(Version).where(Version.number == 2)).one()
    assert (version.adopted_kind, version.adopted_id) == ("resolution", resolution.id)


def test_a_resolution_of_another_estate_is_only_words(client: Client, world: World) -> None:
    set_scene(world)
    resolution = db.session.scalars(db.select(Resolution)).one()
    with clock.stopped(clock.now() - timedelta(days=30)):
        asked = draft(world, world.other_estate)
        start_consultation(version=asked, until=last_day(clock.today()), actor_id=world.community_staff.id)
    client.as_(world.community_staff)
    typed = {"resolution": resolution.number, "adopted_on": clock.today().isoformat()}
    base = f"/charters/{asked.document_id}/versions/1"
    assert client.post(f"{base}/adoption", typed).status_code == 303
    assert "/resolutions/" not in client.get(base).text


def test_a_new_version_begins_as_a_copy(client: Client, world: World) -> None:
    version = held(world)
    client.as_(world.recorder)
    copied = client.post(f"/charters/{version.document_id}/versions/1/copy", {"once": "c"})
    assert copied.location == f"/charters/{version.document_id}/versions/2/edit"
    assert client.post(f"/charters/{version.document_id}/versions/1/copy").location == copied.location
    assert client.as_(world.resident).post(f"/charters/{version.document_id}/versions/1/copy").status_code == 403


def test_a_new_version_is_announced_on_the_one_in_force(client: Client, world: World) -> None:
    first = held(world)
    consulted(world, next_draft(world, first))
    assert "A new version is on its way" in client.as_(world.resident).get(f"/charters/{first.document_id}").text
    assert "A new version is on its way" not in client.as_(None).get(f"/charters/{first.document_id}").text

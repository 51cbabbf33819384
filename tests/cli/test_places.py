"""`flask places` shows closed places as such."""

import json

from flask import Flask

from council.base.db import db
from council.organisation.models import PlaceKind
from council.organisation.operations import add_places, close_place
from tests.support.world import World


def test_closed_places_are_marked(app: Flask, world: World) -> None:
    (empty,) = add_places(kind=PlaceKind.BUILDING, names=["9栋"], parent=world.estate, actor_id=1)
    close_place(place=empty, reason="拆除", actor_id=1)
    db.session.commit()
    lines = app.test_cli_runner().invoke(args=["places"]).output.splitlines()
    assert [line for line in lines if "(closed 20" in line] == [line for line in lines if "9栋" in line]
    rows = json.loads(app.test_cli_runner().invoke(args=["places", "--json"]).output)
    assert [row["code"] for row in rows if "closed_on" in row] == ["GY-B09"]

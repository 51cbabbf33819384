"""All writes of this room: the tree, partner units, venues, hotlines, settings."""

from council.organisation.operations.hotlines import add_hotline, set_hotlines
from council.organisation.operations.settings import set_setting
from council.organisation.operations.stale import Stale
from council.organisation.operations.tree import add_place, add_places, amend_place, close_place, reopen_place
from council.organisation.operations.tree_moves import move_place, split_grid
from council.organisation.operations.tree_order import put_before
from council.organisation.operations.units import (
    add_contact,
    add_unit,
    change_contact,
    change_unit,
    close_unit,
    end_contact,
)
from council.organisation.operations.venues import Facts, add_venue, change_venue, close_venue, reopen_venue

__all__ = [
    "Facts",
    "Stale",
    "add_contact",
    "add_hotline",
    "add_place",
    "add_places",
    "add_unit",
    "add_venue",
    "amend_place",
    "change_contact",
    "change_unit",
    "change_venue",
    "close_place",
    "close_unit",
    "close_venue",
    "end_contact",
    "move_place",
    "put_before",
    "reopen_place",
    "reopen_venue",
    "set_hotlines",
    "set_setting",
    "split_grid",
]

"""The engine of the permits: an OR of ANDs, offices that reach downward, nobody without sign-in."""

import pytest

from council.base.errors import Forbidden
from council.permits.actor import Actor, Holding, Office
from council.permits.permission import Permission, allows, demand, grant, granted, holds, lives_here


class _Act(Permission):
    """Acts of this test."""

    OPEN = "test.door.open", "Open the door."
    BOTH = "test.door.both", "Needs both."


class _Door:
    scope_path = "/1/4/9/"


def _actor(home: str = "", *offices: tuple[Office, str]) -> Actor:
    return Actor(1, "A", home, tuple(Holding(office, path) for office, path in offices))


@pytest.fixture(autouse=True)
def _map() -> object:
    grant(_Act.OPEN, lives_here, holds(Office.ESTATE_HEAD))
    grant(_Act.BOTH, [lives_here, holds(Office.ESTATE_HEAD)])
    yield
    del granted[_Act.OPEN], granted[_Act.BOTH]


def test_a_permission_says_what_it_lets_one_do() -> None:
    assert _Act.OPEN.__doc__ == "Open the door."
    assert _Act.OPEN == "test.door.open"


@pytest.mark.parametrize(
    ("home", "office", "opens", "both"),
    [
        ("/1/4/9/21/", None, True, False),
        ("/1/4/90/", None, False, False),
        ("", (Office.ESTATE_HEAD, "/1/4/9/"), True, False),
        ("", (Office.ESTATE_HEAD, "/1/4/"), True, False),
        ("", (Office.ESTATE_HEAD, "/1/4/9/21/"), False, False),
        ("", (Office.RECORDER, "/1/4/9/"), False, False),
        ("/1/4/9/", (Office.ESTATE_HEAD, "/1/"), True, True),
    ],
)
def test_offices_reach_downward_and_all_of_a_way_is_needed(
    home: str, office: tuple[Office, str] | None, opens: bool, both: bool
) -> None:
    actor = _actor(home, *([office] if office else []))
    assert allows(actor, _Act.OPEN, _Door()) is opens
    assert allows(actor, _Act.BOTH, _Door()) is both


def test_nobody_may_do_anything_unsigned() -> None:
    assert not allows(None, _Act.OPEN, _Door())
    with pytest.raises(Forbidden):
        demand(None, _Act.OPEN, _Door())

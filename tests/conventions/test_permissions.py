"""Every permission says what it lets a person do, and somebody has it."""

from flask import Flask

from council.permits.permission import Permission, granted


def members() -> list[Permission]:
    kinds = [kind for kind in Permission.__subclasses__() if kind.__module__.startswith("council.")]  # not a test's own
    return [member for kind in kinds for member in kind]


def test_there_are_permissions_in_every_room_that_writes(app: Flask) -> None:
    rooms = {member.value.split(".")[0] for member in members()}
    assert {"accounts", "issues", "polls", "followup", "meetings", "minutes"} <= rooms


def test_each_is_named_room_subject_act_and_explained(app: Flask) -> None:
    for member in members():
        assert len(member.value.split(".")) == 3, member.value
        assert (member.__doc__ or "").endswith("."), f"{member.value} has no sentence"


def test_each_is_granted_to_somebody(app: Flask) -> None:
    lost = [member.value for member in members() if not granted.get(member)]
    assert not lost, f"nobody may {lost}"


def test_each_way_to_it_can_be_read_aloud(app: Flask) -> None:
    for permission, ways in granted.items():
        for way in ways:
            for test in way:
                assert test.__doc__, f"{permission.value}: {test} says nothing"


def test_no_two_share_a_name(app: Flask) -> None:
    values = [member.value for member in members()]
    assert len(values) == len(set(values))

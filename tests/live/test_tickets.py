from datetime import timedelta

import pytest

from council.live.tickets import BadTicket, Tickets

NOW = 1_800_000_123.0
WALL = ["meeting.12.wall.en"]


def test_a_ticket_opens_its_topics_until_it_expires() -> None:
    tickets = Tickets(["key"])
    ticket = tickets.issue(WALL, now=NOW)
    tickets.check(ticket, WALL, now=NOW)
    tickets.check(ticket, WALL, now=NOW + 12 * 3600 - 1)
    with pytest.raises(BadTicket, match="expired"):
        tickets.check(ticket, WALL, now=NOW + 13 * 3600)


def test_a_ticket_opens_nothing_else() -> None:
    tickets = Tickets(["key"])
    ticket = tickets.issue(WALL, now=NOW)
    for names in (["meeting.13.wall.en"], ["meeting.12.desk.en"], [*WALL, "meeting.12.desk.en"], []):
        with pytest.raises(BadTicket, match="other topics"):
            tickets.check(ticket, names, now=NOW)


def test_a_forged_ticket_opens_nothing() -> None:
    tickets = Tickets(["key"])
    expiry, _, signature = tickets.issue(WALL, now=NOW).partition(".")
    later = f"{int(expiry, 16) + 3600:x}"
    strange = Tickets(["other key"]).issue(WALL, now=NOW)
    for ticket in ("", ".", "zz.zz", f"{later}.{signature}", f"{expiry}.{signature[:-1]}", f"-1.{signature}", strange,
                   f"{expiry}.{'é' * 43}"):  # fmt: skip
        with pytest.raises(BadTicket):
            tickets.check(ticket, WALL, now=NOW)


def test_an_old_key_still_opens_and_the_new_one_signs() -> None:
    old = Tickets(["old"]).issue(WALL, now=NOW)
    both = Tickets(["old", "new"])
    both.check(old, WALL, now=NOW)
    Tickets(["new"]).check(both.issue(WALL, now=NOW), WALL, now=NOW)


def test_the_same_page_within_the_hour_has_the_same_ticket() -> None:
    tickets = Tickets(["key"])
    hour = NOW // 3600 * 3600
    assert tickets.issue(WALL, now=hour + 1) == tickets.issue(WALL, now=hour + 3600)
    short = tickets.issue(WALL, now=NOW, max_age=timedelta(seconds=2))
    with pytest.raises(BadTicket, match="expired"):
        tickets.check(short, WALL, now=NOW + 4)

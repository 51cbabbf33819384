"""The list at the door, printed: room to sign, columns that line up, few pages."""

import re

from tests.journeys.evenings import shot
from tests.journeys.people import Crowd, Hall
from tests.meetings import evening

MM = 96 / 25.4
#: The width between the margins of the sheet.
PRINTED = 174
#: The widths of a table's header cells.
WIDTHS = "(table) => [...table.querySelectorAll('thead th')].map((cell) => cell.getBoundingClientRect().width)"


def test_the_sheet_has_room_to_sign(hall: Hall, crowd: Crowd) -> None:
    with hall.inside() as world:
        meeting = evening.convened(world)
        path, members = f"/meetings/{meeting.id}/sign-in-sheet", len(world.members)
    chair = crowd.someone("member-1", size={"width": round(PRINTED * MM), "height": 1000}).go(path)
    chair.page.emulate_media(media="print")
    both = [chair.mark(name) for name in ("sheet-members", "sheet-others")]
    mine, others = ([width / MM for width in table.evaluate(WIDTHS)] for table in both)
    assert [round(width) for width in mine] == [round(width) for width in others]
    assert mine[4] >= 55
    assert mine[2] <= 35.5
    heights = both[0].evaluate("(table) => [...table.tBodies[0].rows].map((row) => row.getBoundingClientRect().height)")
    assert all(8.9 <= height / MM <= 9.6 for height in heights), heights
    shot(chair, "sign-in-sheet")
    pages = len(re.findall(rb"/Type\s*/Page\b", chair.page.pdf(prefer_css_page_size=True)))
    assert members >= 46
    assert pages <= 3

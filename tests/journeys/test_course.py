"""What becomes of an issue, in a real browser: merged and parted; late, stepped up, “not solved”, opened again."""

from datetime import timedelta

from playwright.sync_api import expect

from council.base import clock
from council.issues import operations
from tests.journeys.people import DESK, Crowd, Hall, Visitor


def raised(hall: Hall, title: str, by: str = "resident", days: int = 0) -> str:
    """The number of an issue that was raised some days ago."""
    with hall.inside() as world, clock.stopped(clock.now() - timedelta(days=days)):
        return operations.raise_issue(actor_id=getattr(world, by).id, place=world.building, title=title).number


def unfold(visitor: Visitor, what: str) -> None:
    visitor.page.locator(f"#{what}-fold summary").first.click()


def test_merged_with_consent_and_parted_again(crowd: Crowd, hall: Hall) -> None:
    target = raised(hall, "楼下垃圾桶太少")
    source = raised(hall, "垃圾桶不够用", by="neighbour")
    chair = crowd.someone("member-1", size=DESK)
    chair.go(f"/issues/{source}")
    unfold(chair, "merge")
    chair.page.locator("#merge-fold [name=into]").fill(target)
    chair.page.locator("#merge-fold [name=reason]").fill("说的是同一排垃圾桶")
    chair.press("merge")
    chair.sees("undo-merge-ask")
    chair.look()
    neighbour = crowd.someone("neighbour")
    neighbour.go(f"/issues/{source}").reads("说的是同一排垃圾桶")
    neighbour.press("merge-yes")
    expect(neighbour.mark("merge-yes")).to_have_count(0)
    neighbour.look()
    resident = crowd.someone("resident")
    resident.go(f"/issues/{target}").reads("1 位邻居也遇到")
    chair.press("undo-merge-ask").press("undo-merge")
    expect(chair.mark("undo-merge-ask")).to_have_count(0)
    chair.sees("acknowledge")
    resident.go(f"/issues/{target}")
    expect(resident.page.locator("body")).not_to_contain_text("1 位邻居也遇到")


def test_late_stepped_up_solved_not_solved_and_confirmed(crowd: Crowd, hall: Hall) -> None:
    number = raised(hall, "单元门关不上", days=10)
    with hall.inside():
        operations.step_up_late()
    officer = crowd.someone("grid_officer", size=DESK)
    officer.go(f"/issues/{number}").reads("超期")
    officer.look()
    officer.press("acknowledge")
    solve(officer, "门轴上了油")
    resident = crowd.someone("resident")
    answer(resident, number, "no", "还是关不上")
    officer.go(f"/issues/{number}").reads("还是关不上")
    solve(officer, "换了闭门器")
    officer.look()
    answer(resident, number, "yes", "")
    resident.go(f"/issues/{number}").reads("换了闭门器")
    resident.sees("timeline", "还是关不上")
    resident.look()
    resident.go("/places/GY/numbers").reads("居民确认解决")
    assert resident.overflows()[0] is False


def solve(officer: Visitor, words: str) -> None:
    unfold(officer, "resolve")
    officer.page.locator("#resolve-fold [name=answer]").fill(words)
    officer.press("resolve")
    officer.reads(words)


def answer(resident: Visitor, number: str, solved: str, reason: str) -> None:
    resident.go(f"/issues/{number}")
    resident.page.locator(f"[name=solved][value={solved}]").check(force=True)
    resident.page.locator("#feedback [name=reason]").fill(reason)
    resident.press("send-feedback")
    expect(resident.mark("send-feedback")).to_have_count(0)

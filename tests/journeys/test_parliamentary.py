"""A motion by the book: moved, seconded, amended, the debate closed, carried; the chair has only a keyboard."""

from playwright.sync_api import expect

from council.base.db import db
from council.meetings.models import Motion
from council.meetings.motions.models import Question
from tests.journeys.evenings import at_the_desk, fits, shot, wall_of
from tests.journeys.people import Crowd, Hall
from tests.meetings import ranks

MAIN, AMEND, SECOND = "form[action$='/questions/main'] ", "[data-test=amend-fold] ", "form[action$='/second'] "
PROCEDURE, HANDS = "[data-test=procedure-fold] ", "form[action$='/hands'] "


def poll_of(hall: Hall, kind: str) -> int:
    """The vote on the newest question of a kind."""
    with hall.inside():
        query = db.select(Motion.poll_id).join(Question, Question.motion_id == Motion.id).where(Question.kind == kind)
        found = db.session.scalars(query.order_by(Question.id.desc())).first()
        assert found is not None
        return found


def test_main_amended_debate_closed_carried(crowd: Crowd, hall: Hall) -> None:
    with hall.inside() as world:
        item = ranks.council(world)
        path, token = f"/meetings/{item.meeting_id}", item.meeting.wall_token
    wall = wall_of(crowd, path, token)
    phone = crowd.someone("member-2").go(path)
    phone.sees("connection-state", "已连接")
    chair = at_the_desk(crowd, path)
    desk = chair.visitor

    chair.writes(f"{MAIN}[name=title]", ranks.TITLE).writes(f"{MAIN}[name=text]", ranks.TEXT)
    chair.writes(f"{MAIN}[name=moved_by]", "6栋叶知遥").enters(f"{MAIN}button")
    chair.sees("asked", "动议")
    wall.sees("asked", ranks.TITLE)
    phone.sees("asked", "征询附议")
    shot(desk.look(), "desk-second")
    fits(wall, "second")
    chair.writes(f"{SECOND}[name=seconded_by]", "7栋秦朗").enters(f"{SECOND}button")
    chair.sees("open-poll", "付诸表决：动议")
    shot(desk.look(), "desk-debate")
    fits(wall, "debate")

    phone.press("point-of-order")
    phone.page.get_by_label("漏了程序步骤").check()
    phone.press("send-point")
    phone.sees("my-point")
    chair.sees("point-heard", "漏了程序步骤")
    wall.sees("wall-order")
    fits(wall, "point")
    chair.presses("w").sees("point-ruled", "裁定成立")
    wall.sees("wall-ruled", "裁定成立")
    phone.sees("point-of-order")

    chair.enters("[data-test=amend-fold] > summary").writes(f"{AMEND}[name=title]", "完工改为12月31日，施工避开午休")
    chair.writes(f"{AMEND}[name=text]", ranks.LATER[:-1] + "，施工避开中午12点到14点。")
    shot(desk.look(), "desk-amending")
    chair.writes(f"{AMEND}[name=moved_by]", "何静").writes(f"{AMEND}[name=seconded_by]", "周敏").enters(
        f"{AMEND}button"
    )
    chair.sees("stack", "修正案1")
    wall.sees("asked", "修正案1")
    wall.sees("stack", "然后 动议")
    phone.sees("asked", "完工改为12月31日")
    shot(desk.look(), "desk-amendment")
    shot(phone.look(), "phone-amendment")
    fits(wall, "amendment")

    chair.presses("v")
    phone.sees("vote-for")
    wall.sees("turnout")
    fits(wall, "amendment-vote")
    shot(phone.look(), "phone-amendment-vote")
    phone.press("vote-for")
    phone.sees("ballot-receipt")
    hall.vote(poll_of(hall, "amend"), dict.fromkeys([1, *range(3, 34)], "for"))
    shot(desk, "desk-voting")
    chair.presses("v")
    chair.sees("publish-result").presses("r")
    chair.sees("last-settled", "修正案1")
    wall.sees("asked", "动议")
    wall.reads("避开中午12点到14点")
    shot(desk.look(), "desk-amended")
    fits(wall, "amended")

    phone.page.reload()
    expect(phone.mark("raise-for")).to_be_visible()
    phone.press("raise-for")
    chair.sees("hands-up", "1人举手")
    chair.enters("[data-test=procedure-fold] > summary").tabs_to(
        f"{PROCEDURE}input:checked, {PROCEDURE}input[name=kind]:not([disabled])"
    )
    shot(desk.look(), "desk-menu")
    for _press in range(9):
        if desk.mark("kind-previous_question").is_checked():
            break
        desk.page.keyboard.press("ArrowDown")
    chair.writes(f"{PROCEDURE}[name=moved_by]", "何静").writes(f"{PROCEDURE}[name=seconded_by]", "周敏")
    chair.enters(f"{PROCEDURE}button")
    chair.sees("asked", "停止讨论，立即表决")
    wall.sees("asked", "停止讨论，立即表决")
    expect(phone.mark("my-hand")).to_be_hidden()
    shot(desk.look(), "desk-hands")
    shot(phone.look(), "phone-hands")
    fits(wall, "close-debate")
    chair.writes(f"{HANDS}[name=for]", "24").writes(f"{HANDS}[name=against]", "6").enters(f"{HANDS}button")
    chair.sees("last-settled", "举手：赞成24、反对6、弃权0")
    chair.sees("open-poll", "付诸表决：动议")
    phone.reads("停止讨论")
    expect(phone.mark("raise-for")).to_be_hidden()
    shot(phone.look(), "phone-closed")
    fits(wall, "closed")

    chair.presses("v")
    phone.sees("vote-for")
    phone.press("vote-for")
    phone.sees("ballot-receipt")
    hall.vote(poll_of(hall, "main"), dict.fromkeys([1, *range(3, 34)], "for"))
    fits(wall, "main-vote")
    chair.presses("v")
    chair.sees("publish-result").presses("r")
    chair.sees("resolution-text")
    wall.reads("通过")
    assert "避开中午12点到14点" in desk.mark("resolution-text").input_value()
    shot(desk.look(), "desk-carried")
    with hall.inside():
        states = {each.kind: each.state for each in db.session.scalars(db.select(Question))}
    assert states == {"main": "carried", "amend": "carried", "previous_question": "carried"}

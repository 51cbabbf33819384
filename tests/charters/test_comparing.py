"""Comparing two texts: both can be read back from what is shown, and what moved is named."""

from hypothesis import given
from hypothesis import strategies as st

from council.charters.rules.articles import Clause
from council.charters.rules.comparing import Compared, compare, pieces

TEXT = st.text(alphabet="邻里守望夜间巡防。\n ab", max_size=40)
CLAUSES = st.lists(st.builds(Clause, st.text(alphabet="甲乙丙", max_size=3), TEXT), max_size=7)


@given(TEXT, TEXT)
def test_pieces_give_both_texts_back(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.op != "del") == new
    assert "".join(piece.text for piece in found if piece.op != "ins") == old


def side(articles: list[Compared], op: str, place: str) -> list[Clause]:
    """The old text (`ins` left out) or the new one (`del` left out), in its own order."""
    there = sorted((each for each in articles if getattr(each, place)), key=lambda each: getattr(each, place))
    return [
        Clause(*("".join(piece.text for piece in row if piece.op != op) for row in (each.heading, each.text)))
        for each in there
    ]


@given(CLAUSES, CLAUSES)
def test_a_comparison_gives_both_documents_back(old: list[Clause], new: list[Clause]) -> None:
    found = compare(old, new)
    assert side(found, "del", "new") == new
    assert side(found, "ins", "old") == old
    assert [each.new for each in found if each.new] == list(range(1, len(new) + 1))


@given(CLAUSES)
def test_a_text_compared_with_itself_is_unchanged(clauses: list[Clause]) -> None:
    assert all(each.kind == "same" and not each.moved for each in compare(clauses, clauses))


A, B, C = Clause("安静", "十点以后不吵。"), Clause("垃圾", "分好类再投。"), Clause("守望", "帮邻居收快递。")


def test_added_removed_changed() -> None:
    added = compare([A, B], [A, C, B])
    assert [(each.kind, each.old, each.new) for each in added] == [("same", 1, 1), ("added", None, 2), ("same", 2, 3)]
    removed = compare([A, B, C], [A, C])
    assert [(each.kind, each.old, each.new) for each in removed] == [
        ("same", 1, 1),
        ("removed", 2, None),
        ("same", 3, 2),
    ]
    changed = compare([A], [Clause("安静", "九点以后不吵。")])[0]
    assert changed.kind == "changed"
    assert [(piece.op, piece.text) for piece in changed.text] == [
        ("del", "十"),
        ("ins", "九"),
        ("equal", "点以后不吵。"),
    ]


def test_an_article_that_moved_is_one_article() -> None:
    found = compare([A, B, C], [C, A, B])
    assert [(each.kind, each.moved) for each in found] == [("same", True), ("same", False), ("same", False)]


def test_only_what_left_its_order_moved_not_what_slid_down() -> None:
    new = Clause("巡防", "每户两次。")
    assert [each.moved for each in compare([A, B], [new, A, B])] == [False, False, False]


def test_a_new_heading_is_no_new_article() -> None:
    found = compare(
        [Clause("守望", "邻居出门，代收快递，照看门窗。")], [Clause("互助", "邻居出门，代收快递，照看门窗。")]
    )
    assert [each.kind for each in found] == ["changed"]

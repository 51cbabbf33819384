"""Articles: Chinese numbers, and pasted texts split where an article begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.charters.rules.articles import Clause, chinese_label, chinese_number, split


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_numbers_as_papers_print_them(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_chinese_paper_with_headings() -> None:
    found = split(
        "桂雨里居民公约\n\n第一条 邻里守望\n邻居出门，代收快递。\n\n"
        "第二条　安静休息\n晚上十点后不吵。\n考试期间提前一小时。\n"
    )
    assert found.before == "桂雨里居民公约"
    assert found.clauses == (
        Clause("邻里守望", "邻居出门，代收快递。"),
        Clause("安静休息", "晚上十点后不吵。\n考试期间提前一小时。"),
    )


def test_a_sentence_on_the_first_line_is_text() -> None:
    found = split("第一条 居民应当爱护公共设施。\n第12条：不在楼道堆放杂物。\n违者由楼栋长劝说。")
    assert found.clauses == (
        Clause("", "居民应当爱护公共设施。"),
        Clause("", "不在楼道堆放杂物。\n违者由楼栋长劝说。"),
    )


def test_a_bracketed_heading() -> None:
    assert split("第三条【义务巡防】每户每年两次。").clauses == (Clause("义务巡防", "每户每年两次。"),)


def test_english() -> None:
    found = split("Article 1 Quiet hours\nNo noise after ten.\nArticle 2. Waste is sorted.")
    assert found.clauses == (Clause("Quiet hours", "No noise after ten."), Clause("", "Waste is sorted."))


def test_a_text_without_numbers_is_one_article() -> None:
    assert split("我们互相帮助。\n\n不吵闹。").clauses == (Clause("", "我们互相帮助。\n\n不吵闹。"),)
    assert split("  \n ").clauses == ()


@given(st.lists(st.text(alphabet="邻里守望夜间", min_size=1, max_size=20), min_size=1, max_size=120))
def test_every_numbered_article_comes_back(texts: list[str]) -> None:
    paper = "\n".join(f"{chinese_label(n)} {text}。" for n, text in enumerate(texts, start=1))
    assert [clause.text for clause in split(paper).clauses] == [f"{text}。" for text in texts]


@given(st.text(max_size=300))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    found = split(text)
    kept = "".join([found.before, *(heading + words for heading, words in found.clauses)])
    letters = [sign for sign in text if sign in "邻里守望"]
    assert [sign for sign in kept if sign in "邻里守望"] == letters

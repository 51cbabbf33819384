"""The recorder's words as HTML."""

import pytest

from council.minutes.texts import to_html


def test_a_little_markdown_is_kept() -> None:
    html = to_html("会议认为：\n\n- 先比价\n- **再**换灯")
    assert "<ul>" in html
    assert "<strong>再</strong>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[点](javascript:alert(1))",
        "![图](https://a.example/b.png)",
        "# 大标题",
        "    <b onclick=x>缩进</b>",
    ],
)
def test_nothing_that_could_do_harm_or_break_the_page_comes_through(text: str) -> None:
    html = to_html(text)
    for mark in ("<script", "<img", "<h1", "<pre", 'href="javascript', "<b "):
        assert mark not in html


def test_every_line_of_a_paragraph_begins_with_an_indent() -> None:
    assert str(to_html("第一行\n第二行")) == "<p>第一行<br>\n\u3000\u3000第二行</p>\n"
    assert "\u3000" not in str(to_html("- 一\n  二"))

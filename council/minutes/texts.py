"""From the recorder's words to safe HTML: a little Markdown, no HTML, no pictures, no headings."""

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "s",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}

#: Blanks at the start of a line are an indent here, never code.
_markdown = MarkdownIt("js-default", {"html": False, "breaks": True, "linkify": False}).disable(
    ["heading", "lheading", "image", "code", "fence", "backticks", "reference"]
)

#: How a new line of a document begins: two full-width blanks.
INDENT = chr(0x3000) * 2


def _indent_lines(state: StateCore) -> None:
    """Every line of a plain paragraph begins like its first one, which the style sheet indents."""
    for token in state.tokens:
        if token.type == "inline" and token.level == 1 and token.children:
            token.children = [each for child in token.children for each in _with_indent(child)]


def _with_indent(child: Token) -> list[Token]:
    return [child, Token("text", "", 0, content=INDENT)] if child.type in ("softbreak", "hardbreak") else [child]


_markdown.core.ruler.push("indent_lines", _indent_lines)


def to_html(text: str) -> Markup:
    """`text` as HTML that cannot do harm whoever wrote it."""
    html = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "tel"},
        link_rel="nofollow noopener",
    )
    return Markup(html)

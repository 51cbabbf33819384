"""From the recorder's words to safe HTML: a little Markdown, no HTML, no pictures, no headings."""

import nh3
from markdown_it import MarkdownIt
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

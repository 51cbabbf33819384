"""What a paper may be, as far as it can be said without a database."""

from urllib.parse import urlsplit

MOST_TEXT = 20_000
MOST_TITLE = 80
MOST_LINK = 500
MOST_REASON = 200
#: Papers on one item that still stand.
MOST_PAPERS = 12


def is_web_address(text: str) -> bool:
    """Whether `text` is a whole http or https address: nothing else is ever linked."""
    if len(text) > MOST_LINK or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.username or parts.password)
    except ValueError:
        return False

"""Answers that a browser saves as a file, under a name that a real server can send."""

import re
import unicodedata
from typing import TypeVar
from urllib.parse import quote

from werkzeug.wrappers import Response

A = TypeVar("A", bound=Response)

#: What no file may be called by, and what would break out of the quotes around a name.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|%]+')


def save_as(answer: A, name: str) -> A:
    """`answer`, to be saved as `name`; Chinese arrives too.

    A header is latin-1 (the server refuses others). So old browsers get what is ASCII of the name, all others the
    whole of it percent-encoded, which they prefer (RFC 6266).
    """
    whole = _UNSAFE.sub("-", name)
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    if not plain.partition(".")[0].strip(" -"):
        plain = f"file{plain.strip(' -')}"
    header = f'attachment; filename="{plain}"'
    if plain != whole:
        header += f"; filename*=UTF-8''{quote(whole, safe='')}"
    answer.headers["Content-Disposition"] = header
    return answer

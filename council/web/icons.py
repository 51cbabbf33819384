"""Icons: our own line drawings in `static/icons`, always written out inline.

Inline rather than a sprite, because fragments that htmx or the event stream bring must
show without the page around them; a repeated path costs almost nothing once gzipped.
"""

import re
from pathlib import Path

from flask import Flask
from markupsafe import Markup

FOLDER = Path(__file__).resolve().parents[2] / "static" / "icons"
_ROOT_TAG = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


class Icons:
    """The drawings of one folder, read once; `name` is the file name without `.svg`."""

    def __init__(self, folder: Path) -> None:
        self._drawings = {path.stem: _read(path) for path in sorted(folder.glob("*.svg"))}
        self._written: dict[tuple[str, str], Markup] = {}

    @property
    def names(self) -> list[str]:
        """Every name that `icon()` knows, sorted."""
        return list(self._drawings)

    def icon(self, name: str, cls: str = "") -> Markup:
        """The drawing as inline SVG, hidden from screen readers: a word stands beside it.

        Raises KeyError for an unknown name, so that a misspelt icon fails in the first test.
        """
        key = (name, cls)
        if key not in self._written:
            view_box, shapes = self._drawings[name]
            self._written[key] = Markup(
                '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>'
            ).format(f"icon {cls}".strip(), view_box, Markup(shapes))
        return self._written[key]


def init_app(app: Flask) -> None:
    """Offer `icon(name, cls='')` and `icon_names()` to every template."""
    icons = Icons(FOLDER)
    app.jinja_env.globals["icon"] = icons.icon
    app.jinja_env.globals["icon_names"] = lambda: icons.names


def _read(path: Path) -> tuple[str, str]:
    """View box and shapes of one file; the outer tag is ours to write."""
    match = _ROOT_TAG.search(path.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"{path.name}: an icon is one <svg> with a viewBox")
    return match.group(1), match.group(2).strip()

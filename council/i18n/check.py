"""Proves the catalogue complete: `python -m council.i18n.check`. Exit 1 names each text without a translation."""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent.parent
PO = ROOT / "council/i18n/translations/zh_CN/LC_MESSAGES/messages.po"
#: The functions that mark a text: gettext's own, and ours.
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "N_": None}


def problems() -> Iterator[str]:
    """Each text of the code and templates that the zh_CN catalogue lacks, has empty, or marks as fuzzy."""
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN")
    for where, text in sorted(_source_texts(), key=str):
        message = catalogue.get(text if isinstance(text, str) else text[0])
        if message is None or not _complete(message):
            yield f"{where}: no zh_CN for {text!r}"
        elif message.fuzzy:
            yield f"{where}: fuzzy zh_CN for {text!r}"
        elif not _same_places(message):
            yield f"{where}: the zh_CN of {text!r} names other placeholders"


def _source_texts() -> set[tuple[str, str | tuple[str, ...]]]:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = set()
    for folder in ("council", "templates"):
        inside = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        chosen = {pattern.removeprefix(f"{folder}/"): values for pattern, values in options.items()}
        for name, line, text, _comments, _context in extract_from_dir(ROOT / folder, inside, chosen, KEYWORDS):
            found.add((f"{folder}/{name}:{line}", text if isinstance(text, str) else tuple(text)))
    return found


def _complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def _same_places(message: Message) -> bool:
    sources = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    wanted = set().union(*(_places(source) for source in sources))
    return all(_places(string) <= wanted for string in strings)


def _places(text: str | None) -> set[str]:
    return {part.split(")")[0] for part in (text or "").split("%(")[1:]}


def main() -> int:
    """Print the problems; 1 if there are any."""
    found = list(problems())
    sys.stdout.write("".join(f"{problem}\n" for problem in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

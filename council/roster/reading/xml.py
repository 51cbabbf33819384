"""Parsing XML that strangers send: piece by piece, without document types, names without their namespace."""

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from council.roster.reading.problems import Refused


class Handler:
    """What a parser tells: elements and texts. Names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text."""


def parse(chunks: Iterable[bytes], handler: Handler) -> None:
    """Read all of it.

    Raises:
        Refused: no XML, or with a document type.
    """
    for _piece in pieces(chunks, handler):
        pass


def pieces(chunks: Iterable[bytes], handler: Handler) -> Iterator[None]:
    """The same, with a stop after each piece, so that what was found can be handed on."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    names: dict[str, str] = {}

    def short(name: str) -> str:
        found = names.get(name)
        if found is None:
            if len(names) > 5000:
                raise Refused("no_workbook")
            found = names[name] = local(name)
        return found

    parser.StartElementHandler = lambda name, attributes: handler.start(short(name), attributes)
    parser.EndElementHandler = lambda name: handler.end(short(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _no_document_type
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, LookupError, ValueError):  # an unknown encoding is a LookupError
        raise Refused("no_workbook") from None


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def _no_document_type(*_declared: object) -> None:
    raise Refused("entities")

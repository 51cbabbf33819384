"""Parsing XML that strangers send: piece by piece, without document types, names without their prefix."""

from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from council.roster.reading.problems import Refused


class Handler:
    """What a parser tells: elements and texts. Names come without their prefix."""

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
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = _first_element(parser, handler)
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


def _first_element(parser: expat.XMLParserType, handler: Handler) -> Callable[[str, dict[str, str]], None]:
    """Decides at the root whether names have a prefix (`x:row`): nearly none do, and stripping it takes time."""

    def first(name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            parser.StartElementHandler = lambda name, attributes: handler.start(local(name), attributes)
            parser.EndElementHandler = lambda name: handler.end(local(name))
        else:
            parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
        handler.start(local(name), attributes)

    return first


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def _no_document_type(*_declared: object) -> None:
    raise Refused("entities")

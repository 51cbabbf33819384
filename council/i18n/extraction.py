"""Finds the texts of Python files: those marked as usual, and what permissions and predicates say of themselves.

A permission's sentence and a predicate's docstring are shown on `/permits`, so they are texts like any other; marking
each by hand would say it twice.
"""

import ast
import io
from collections.abc import Collection, Iterator
from typing import IO, Any

from babel.messages.extract import extract_python

#: line, function, text or texts, comments
Found = tuple[Any, ...]


def extract(fileobj: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any) -> Iterator[Found]:
    """Babel's method for our Python files."""
    source = fileobj.read()
    yield from extract_python(io.BytesIO(source), keywords, comment_tags, options)
    for line, text in permit_texts(source.decode()):
        yield line, "N_", text, []


def permit_texts(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of the permissions and predicates in a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "Permission" for base in node.bases):
            yield from _members(node)
        elif isinstance(node, ast.FunctionDef) and _is_predicate(node) and (said := ast.get_docstring(node)):
            yield node.lineno, plain(said)


def plain(doc: str | None) -> str:
    """A docstring as one line."""
    return " ".join((doc or "").split())


def _members(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
            said = statement.value.elts[-1]
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield statement.lineno, said.value


def _is_predicate(node: ast.FunctionDef) -> bool:
    kinds = [argument.annotation for argument in node.args.args]
    return [getattr(kind, "id", "") for kind in kinds] == ["Actor", "Scoped"]

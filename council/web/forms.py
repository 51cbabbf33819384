"""The base of all forms: CSRF token, idempotency key, trimmed text, errors that keep what was typed."""

import unicodedata
from collections.abc import Callable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField

from council.base import ids
from council.base.errors import Invalid


def trimmed(value: object) -> object:
    """Text without blanks around it and without invisible signs that could disguise it or hide in it."""
    if not isinstance(value, str):
        return value
    return "".join(sign for sign in value if sign in "\n\t" or not _is_invisible(sign)).strip()


#: Direction marks and signs without width; the joiner that holds a family emoji together stays.
_INVISIBLE = frozenset(
    "\u061c\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def _is_invisible(sign: str) -> bool:
    return sign in _INVISIBLE or unicodedata.category(sign) == "Cc"


class Form(FlaskForm):
    """A form. `once` is made by the server when the form is shown; the same key twice does the work once."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            filters: list[Callable[[object], object]] = list(unbound_field.kwargs.get("filters", []))
            if unbound_field.field_class.__name__ in {"StringField", "TextAreaField"}:
                filters.insert(0, trimmed)
            return unbound_field.bind(form=form, filters=filters, **options)

    once = HiddenField(default=ids.token)

    def refuse(self, problem: Invalid) -> None:
        """Show a domain error beside its field, or above the form where it has none."""
        field = self._fields.get(problem.field or "")
        if field is None:
            self.form_errors.append(problem.message)
        else:
            field.errors = [*field.errors, str(problem.message)]

    @property
    def key(self) -> str | None:
        """The idempotency key that came with the form."""
        value: str | None = self.once.data
        return value or None

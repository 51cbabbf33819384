"""The check that stops a text for the public which holds somebody's phone or identity number."""

from collections.abc import Mapping

from flask_babel import gettext as _

from council.base.errors import Invalid
from council.privacy.rules import NumberKind, personal_numbers


def refuse_personal_numbers(texts: Mapping[str, str | None]) -> None:
    """Let only texts pass that hold no personal number. Call it in the operation that makes them public.

    Args:
        texts: field of the form → what stands in it.

    Raises:
        Invalid: a phone or identity number stands in one (its field), with what to do, and the number masked.
    """
    for field, text in texts.items():
        found = personal_numbers(text or "")
        if found:
            raise Invalid(_sentence(found[0].kind, found[0].masked), field=field)


def _sentence(kind: NumberKind, number: str) -> str:
    if kind is NumberKind.IDENTITY:
        return _("Everyone can read this, and an identity number stands in it: %(number)s. Take it out.", number=number)
    return _(
        "Everyone can read this, and a phone number stands in it: %(number)s. "
        "Take the number out, or write the hotline instead.",
        number=number,
    )

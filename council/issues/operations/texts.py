"""Texts that an act must have."""

from council.base.errors import Invalid
from council.privacy.checks import refuse_personal_numbers


def needed(text: str, sentence: str, *, field: str = "reason") -> str:
    """The trimmed text.

    Raises:
        Invalid: it is empty (`sentence` says what to write), or holds a personal number.
    """
    if not text.strip():
        raise Invalid(sentence, field=field)
    refuse_personal_numbers({field: text})
    return text.strip()

"""The one place where a text is checked before residents or the public read it."""

from council.privacy.checks import refuse_personal_numbers


def refuse_private(*texts: str) -> None:
    """Refuse texts that name somebody's phone or identity number (个人信息保护法 art. 25).

    Raises:
        Invalid: a number stands in one of them; the sentence says what to do.
    """
    refuse_personal_numbers({"text": "\n".join(texts)})

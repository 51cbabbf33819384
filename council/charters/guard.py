"""The one place where a text is checked before residents or the public read it."""


def refuse_private(*texts: str) -> None:
    """Refuse texts that name somebody's phone or identity number (个人信息保护法 art. 25).

    The privacy room has the check, `council.privacy.refuse_personal_numbers(*texts)`; it is called here.
    """

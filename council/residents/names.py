"""Names as they are looked up."""

#: As long as the column that keeps them.
LONGEST = 40


def initials_of(name: str) -> str:
    """First letters of a name in pinyin, lower case, ASCII only, at most 40: `wxm` for Wang Xiaoming in Chinese."""
    from pypinyin import Style, lazy_pinyin  # loads its dictionary, which most commands never need

    letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    return "".join(sign for sign in letters if sign.isascii() and sign.isalnum())[:LONGEST]

"""Names as clerks type them: by their initials."""

#: As long as the column.
MOST = 40
#: Family names that are read otherwise than the same sign in a word.
FAMILY = {
    **{"尉迟": "yc", "万俟": "mq", "单于": "cy"},
    **{"曾": "z", "覃": "q", "单": "s", "仇": "q", "解": "x", "查": "z", "区": "o", "盖": "g", "翟": "z", "隗": "w"},
    **{"种": "c", "召": "s", "繁": "p", "折": "s", "郇": "x", "祭": "z"},
}


def initials_of(name: str) -> str:
    """The first letters of a name in pinyin, lower case: 王晓明 → `wxm`, Zhou Min → `zm`. At most 40 letters."""
    from pypinyin import Style, lazy_pinyin  # loads its dictionary, which most commands never need

    family = next((sign for sign in sorted(FAMILY, key=len, reverse=True) if name.startswith(sign)), "")
    letters = FAMILY.get(family, "") + "".join(
        lazy_pinyin(name[len(family) :], style=Style.FIRST_LETTER, errors=_first_letters)
    )
    return "".join(sign for sign in letters.lower() if sign.isascii() and sign.isalnum())[:MOST]


def _first_letters(other: str) -> str:
    """Of what is not Chinese, the first letter of each word."""
    return "".join(word[0] for word in other.replace("·", " ").replace("-", " ").split())

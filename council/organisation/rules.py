"""Pure decisions about places and phone numbers."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

#: kind → the kinds of places it may lie in, the usual one first.
PARENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "street": (),
        "community": ("street",),
        "estate": ("community", "street"),
        "grid": ("estate",),
        "building": ("grid", "estate"),
        "entrance": ("building",),
    }
)
#: Kinds that may stand at the top: not everywhere does a whole street use this.
ROOTS = ("street", "community", "estate")
#: kind → the kinds that may lie in it, the usual one first.
CHILDREN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {parent: tuple(kind for kind, above in PARENTS.items() if parent in above) for parent in PARENTS}
)
#: The letter that a code gets for a kind: `GY-B03-E2`. Larger places have codes of their own.
LETTERS: Mapping[str, str] = MappingProxyType({"grid": "G", "building": "B", "entrance": "E"})
#: So many places can be added at once.
MOST_AT_ONCE = 60

_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_RANGE = re.compile(r"^(\D*)(\d{1,3})(\D*?)\s*(?:…+|\.{2,}|~|-|–|—|\u81f3)\s*\1(\d{1,3})\3$")
_NUMBER = re.compile(r"\d+")

_PHONE = re.compile(
    r"""(?:\+?86)?1[3-9]\d{9}      # a mobile
    | 0\d{2,3}\d{6,8}(?:[x\#]\d{1,5})?  # area code and number, perhaps with an extension
    | [48]00\d{7}                  # 400 and 800 numbers
    | 1\d{2,5}                     # 110, 120, 12345, 12368
    | 9\d{4,5}                     # 95598
    """,
    re.VERBOSE,
)


def may_lie_in(kind: str, parent_kind: str | None) -> bool:
    """Whether a place of `kind` may lie in one of `parent_kind`, or in none: a street, or an estate on its own."""
    return parent_kind in PARENTS[kind] if parent_kind is not None else kind in ROOTS


def is_code(text: str) -> bool:
    """Whether `text` may be a place's code: capital letters and digits, joined by hyphens, 32 signs at most."""
    return len(text) <= 32 and _CODE.fullmatch(text) is not None


def names_listed(text: str) -> list[str]:
    """The names in a text: one a line, or separated by commas; a line such as `1栋…12栋` stands for all from 1 to 12.

    Raises:
        ValueError: with the line that counts backwards.
    """
    names: list[str] = []
    for line in re.split(r"[\n,\uff0c\u3001;]+", text):
        name = " ".join(line.split())
        ranged = _RANGE.match(name)
        if ranged is None:
            names += [name] if name else []
            continue
        before, first, after, last = ranged.groups()
        if int(last) < int(first):
            raise ValueError(name)
        names += [f"{before}{number}{after}" for number in range(int(first), int(last) + 1)]
    return names


def numbers_for(names: Sequence[str], taken: Sequence[int]) -> list[int]:
    """A number for each name: the one in the name if it is free among its siblings, else the next free one."""
    used = set(taken)
    numbers = []
    for name in names:
        found = _NUMBER.findall(name)
        number = int(found[-1]) if found else 0
        if not number or number in used:
            number = max(used, default=0) + 1
        used.add(number)
        numbers.append(number)
    return numbers


def rising(numbers: Sequence[int]) -> list[int]:
    """The same numbers, each larger than the one before: `[1, 1, 2, 7]` → `[1, 2, 3, 7]`."""
    found: list[int] = []
    for number in numbers:
        found.append(max(number, found[-1] + 1) if found else number)
    return found


def code_for(kind: str, number: int, *, estate: str, parent: str, street: str) -> str:
    """The usual code: `QY-G07` a grid of the street, `GY-B03` a building of the estate, `GY-B03-E2` an entrance."""
    if kind == "grid":
        return f"{street}-G{number:02d}"
    if kind == "building":
        return f"{estate}-B{number:02d}"
    return f"{parent}-{LETTERS[kind]}{number}"


def is_phone(text: str) -> bool:
    """Whether `text` is a number that can be dialled in the country: mobile, area code and number, 400, or short."""
    return _PHONE.fullmatch(re.sub(r"[\s\-()]", "", text)) is not None


def dialled(text: str) -> str:
    """A number as `tel:` wants it: digits and a plus sign; an extension after a pause."""
    return re.sub(r"[^\d+,]", "", re.sub(r"[x#]", ",", text))


def ids_of(path: str) -> tuple[int, ...]:
    """The ids in a path: `/1/4/9/` → (1, 4, 9)."""
    return tuple(int(step) for step in path.split("/") if step)

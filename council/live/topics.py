"""Topic names: `<noun>.<id>.<view>.<locale>`, for example `meeting.12.wall.zh_CN`. Pure."""

import re
from dataclasses import dataclass

_TOPIC = re.compile(r"([a-z][a-z_]{0,31})\.([0-9]{1,18})\.([a-z][a-z_]{0,31})\.([a-z]{2,3}(?:_[A-Za-z0-9]{2,8}){0,2})")

#: A page needs few topics; a longer list is not ours.
MOST_TOPICS = 8


class BadTopic(ValueError):
    """A text that names no topic."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One shared fragment (`view`) of one thing (`noun`, `id`) in one language (`locale`)."""

    noun: str
    id: int
    view: str
    locale: str

    def __str__(self) -> str:
        return f"{self.noun}.{self.id}.{self.view}.{self.locale}"


def parse(text: str) -> Topic:
    """The topic that `text` names.

    Raises:
        BadTopic: it names none.
    """
    match = _TOPIC.fullmatch(text)
    if match is None:
        raise BadTopic(text)
    noun, number, view, locale = match.groups()
    return Topic(noun, int(number), view, locale)


def parse_list(text: str) -> tuple[str, ...]:
    """The topics of an address, separated by commas, without repeats and in their order.

    Raises:
        BadTopic: one names none, or there are none or too many.
    """
    names = tuple(dict.fromkeys(text.split(",")))
    if len(names) > MOST_TOPICS:
        raise BadTopic(f"more than {MOST_TOPICS} topics")
    for name in names:
        if str(parse(name)) != name:  # `meeting.012.…` is another spelling of the same thing
            raise BadTopic(name)
    return names


def subject(text: str) -> str:
    """`meeting.12` of a topic or of any prefix of one that goes past the id."""
    second = text.find(".", text.find(".") + 1)
    return text if second < 0 else text[:second]

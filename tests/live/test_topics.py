import pytest

from council.live import frames, topics
from council.live.topics import BadTopic, Topic


def test_a_topic_reads_back_as_itself() -> None:
    for text in ("meeting.12.wall.zh_CN", "poll.7.phone.en", "seat_map.1.big_wall.zh_Hans_CN"):
        assert str(topics.parse(text)) == text
    assert topics.parse("meeting.12.wall.zh_CN") == Topic("meeting", 12, "wall", "zh_CN")


@pytest.mark.parametrize(
    "text",
    ["", "meeting", "meeting.12", "meeting.x.wall.en", "meeting.12.wall", "Meeting.12.wall.en", "meeting.12.wall.en\n",
     "meeting.-1.wall.en", "meeting.12.wall.../etc", "meeting.１２.wall.en", "meeting.12.wall.en.more"],
)  # fmt: skip
def test_what_is_no_topic_is_refused(text: str) -> None:
    with pytest.raises(BadTopic):
        topics.parse(text)


def test_a_list_keeps_its_order_and_drops_repeats() -> None:
    names = topics.parse_list("meeting.1.wall.en,poll.2.phone.en,meeting.1.wall.en")
    assert names == ("meeting.1.wall.en", "poll.2.phone.en")


def test_a_list_has_one_spelling_and_an_end() -> None:
    with pytest.raises(BadTopic):
        topics.parse_list("meeting.012.wall.en")
    with pytest.raises(BadTopic):
        topics.parse_list(",".join(f"meeting.{n}.wall.en" for n in range(topics.MOST_TOPICS + 1)))


def test_the_subject_of_topics_and_prefixes() -> None:
    for text in ("meeting.12.wall.zh_CN", "meeting.12.wall.", "meeting.12.", "meeting.12"):
        assert topics.subject(text) == "meeting.12"


def test_every_line_of_a_fragment_becomes_a_data_line() -> None:
    assert frames.encode("wall", "<p>\r\n一\r二\n\n</p>") == (
        "event: wall\ndata: <p>\ndata: 一\ndata: 二\ndata: \ndata: </p>\n\n".encode()
    )


def test_a_fragment_cannot_forge_an_event() -> None:
    frame = frames.encode("wall", "<p>\n\nevent: phone\ndata: forged")
    assert [line[:6] for line in frame.decode().strip("\n").split("\n")] == ["event:"] + ["data: "] * 4

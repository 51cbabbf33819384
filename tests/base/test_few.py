"""What is kept of many."""

from council.base.few import Few


def test_the_oldest_is_forgotten_and_what_is_made_anew_is_the_newest() -> None:
    few: Few[str, int] = Few(most=2)
    few.keep("a", 1)
    few.keep("b", 2)
    assert few.keep("a", 3) == 3
    few.keep("c", 4)
    assert dict(few) == {"a": 3, "c": 4}

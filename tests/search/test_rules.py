"""How texts are cut, and how hits are marked."""

from hypothesis import given
from hypothesis import strategies as st

from council.search.rules import MOST_CHARACTERS, Word, tokens, words
from council.search.snippets import around, marked

chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20)


def holds(text: str, question: str) -> bool:
    """Whether the tokens of a one-word question stand in those of a text, one after the other."""
    have, (word,) = tokens(text), words(question)
    size = len(word.tokens)
    return any(
        have[at : at + size - 1] == list(word.tokens[:-1])
        and (
            have[at + size - 1].startswith(word.tokens[-1]) if word.open_end else have[at + size - 1] == word.tokens[-1]
        )
        for at in range(len(have) - size + 1)
    )


@given(chinese, st.data())
def test_every_piece_of_a_chinese_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    assert holds(text, text[begin:end])


def test_numbers_are_found_however_they_are_typed() -> None:
    for question in ("GY-2026-0137", "gy-2026-0137", "ＧＹ－２０２６－０１３７", "0137", "GY-2026"):
        assert holds("GY-2026-0137\n3栋楼道积水", question)


def test_the_beginning_of_a_latin_word_is_enough_and_that_of_a_chinese_one_is_exact() -> None:
    assert holds("Broken lamp at the gate", "lam")
    assert not holds("Broken lamp at the gate", "amp")
    assert words("3栋") == [Word(("3", "u680b"), open_end=False)]


@given(st.text(max_size=200))
def test_any_question_is_cut_into_letters_and_figures_only(question: str) -> None:
    for word in words(question):
        assert all(token.isalnum() for token in word.tokens)
    assert len(words(question)) <= MOST_CHARACTERS


@given(st.text(max_size=60), st.text(max_size=6))
def test_marking_changes_no_text(text: str, question: str) -> None:
    assert "".join(piece.text for piece in marked(text, question)) == text


def test_a_hit_is_marked_where_it_stands() -> None:
    assert [(piece.text, piece.hit) for piece in marked("3栋楼道漏水了", "漏水")] == [
        ("3栋楼道", False),
        ("漏水", True),
        ("了", False),
    ]
    assert around("长" * 60 + "漏水" + "短" * 60, "漏水").startswith("…")

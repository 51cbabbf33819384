"""A form sent twice does its work once."""

from council.base.db import db, transaction
from council.base.once import answered, keep
from council.base.series import next_number, start_after
from tests.support.world import World


def test_the_first_answer_is_given_again(world: World) -> None:
    with transaction():
        assert answered("k1") is None
        keep("k1", 42)
    with transaction():
        assert answered("k1") == 42
        assert answered("k2") is None


def test_a_form_without_a_key_is_never_answered(world: World) -> None:
    with transaction():
        keep(None, 1)
        assert answered(None) is None
        assert answered("") is None


def test_a_series_counts_without_gaps_and_goes_back_with_its_transaction(world: World) -> None:
    with transaction():
        assert [next_number("s"), next_number("s"), next_number("t")] == [1, 2, 1]
    try:
        with transaction():
            assert next_number("s") == 3
            raise RuntimeError
    except RuntimeError:
        pass
    with transaction():
        assert next_number("s") == 3
        start_after("paper", 112)
        assert next_number("paper") == 113
    db.session.commit()

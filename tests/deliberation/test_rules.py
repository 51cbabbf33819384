"""Agreement and opinion groups: exact, neutral, whatever the order."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from council.deliberation.rules.agreement import Answer, ranked, shares
from council.deliberation.rules.groups import Groups, opinion_groups

A, D, P = Answer.AGREE, Answer.DISAGREE, Answer.PASS
people = st.dictionaries(
    st.integers(1, 60), st.dictionaries(st.integers(1, 6), st.sampled_from(Answer), min_size=1), min_size=7, max_size=30
)


def two_camps(size: int = 10) -> dict[int, dict[int, Answer]]:
    """Two camps of equal size that agree on statement 1 and part on 2 to 4."""
    left = {person: {1: A, 2: A, 3: A, 4: D} for person in range(size)}
    right = {person: {1: A, 2: D, 3: D, 4: A} for person in range(size, 2 * size)}
    return left | right


def sizes(found: Groups | None) -> list[int]:
    return [] if found is None else [group.size for group in found.groups]


def test_shares_leave_out_who_passed_and_say_nothing_of_a_few() -> None:
    assert shares([A, A, A, D, P, P]).share is None
    seven = shares([A, A, A, A, A, D, D, P])
    assert (str(seven.share), seven.is_common, seven.divides) == ("5/7", True, False)
    assert shares([A] * 3 + [D] * 3).divides
    assert shares([D] * 9).is_common


def test_those_with_most_agreement_come_first() -> None:
    found = {1: shares([A] * 3 + [D] * 3), 2: shares([A] * 9 + [D]), 3: shares([D] * 9), 4: shares([A])}
    assert ranked(found) == [3, 2, 1]


def test_two_camps_are_found_with_what_they_share_and_what_parts_them() -> None:
    found = opinion_groups(two_camps())
    assert found is not None
    assert sizes(found) == [10, 10]
    assert found.common == (1,)
    assert all(set(apart) <= {2, 3, 4} and apart for apart in found.apart)


def test_few_people_and_one_mind_are_no_groups() -> None:
    assert opinion_groups(two_camps(5)) is None
    assert opinion_groups({person: {1: A, 2: A} for person in range(30)}) is None


@settings(max_examples=40, deadline=None)
@given(people, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_names_of_people_matter(
    answers: dict[int, dict[int, Answer]], rng: random.Random
) -> None:
    names = list(answers)
    shuffled = rng.sample(names, len(names))
    renamed = {1000 + at: answers[name] for at, name in enumerate(shuffled)}
    assert opinion_groups(renamed) == opinion_groups(answers)


@settings(max_examples=40, deadline=None)
@given(people)
def test_turning_all_answers_round_turns_the_shares_round(answers: dict[int, dict[int, Answer]]) -> None:
    turned = {A: D, D: A, P: P}
    for key in range(1, 7):
        said = [each[key] for each in answers.values() if key in each]
        one, other = shares(said), shares(turned[each] for each in said)
        assert (one.share is None) == (other.share is None)
        assert one.share is None or one.share + (other.share or 0) == 1


def test_many_people_are_grouped_by_a_sample() -> None:
    found = opinion_groups(two_camps(400))
    assert sizes(found) == [400, 400]

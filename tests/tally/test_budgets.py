"""Budget votes: scenario S6 by both greedy rules, equal shares by hand, who paid for what, bad budgets."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.tally.budgets.greedy import greedy
from council.tally.budgets.projects import BudgetVote, Project
from council.tally.budgets.shares import equal_shares
from council.tally.profile import BadBallots, Profile
from council.tally.ties import Lot
from tests.tally.making import profile, scores

#: S6: what the 176 residents could choose from: cost in yuan, approvals.
RENOVATION = {
    "drains": (38_000, 141), "lights": (18_000, 133), "cameras": (32_000, 118), "shed": (46_000, 117),
    "handrails": (21_600, 96), "fitness": (25_000, 83), "painting": (8_800, 40),
}  # fmt: skip


def renovation(excluded: str = "") -> BudgetVote:
    projects = tuple(Project(name, cost) for name, (cost, _votes) in RENOVATION.items())
    projects += (Project("roof", 20_000, excluded="government project"),)
    ballots: list[list[int]] = [[] for _voter in range(176)]
    free = 0
    for at, (_cost, votes) in enumerate(RENOVATION.values()):
        for _mark in range(votes):
            ballots[free % 176].append(at)
            free += 1
    rankings = [(tuple((at,) for at in ballot), 1) for ballot in ballots]
    names = tuple(project.id for project in projects)
    return BudgetVote.approving(120_000, projects, Profile.of(names, rankings), at_most=5)


def test_s6_skip_passes_over_what_does_not_fit() -> None:
    count = greedy(renovation())
    assert count.bases.cast == 176
    assert count.bases.invalid == 0
    assert dict(list(count.figures["votes"].items())[:7]) == {name: votes for name, (_c, votes) in RENOVATION.items()}
    assert count.winners == ("drains", "lights", "cameras", "handrails", "painting")
    assert (count.figures["spent"], count.figures["left"]) == (118_400, 1_600)
    assert count.figures["passed"] == {"shed": "no_money", "fitness": "no_money", "roof": "excluded"}


def test_s6_stop_ends_at_the_first_that_does_not_fit() -> None:
    count = greedy(renovation(), stop=True)
    assert count.winners == ("drains", "lights", "cameras")
    assert count.figures["spent"] == 88_000
    assert count.figures["passed"]["shed"] == "no_money"
    assert count.figures["passed"]["painting"] == "stopped"


def vote(limit: int, costs: dict[str, int], ballots: dict[str, int], **more: int) -> BudgetVote:
    return BudgetVote.approving(
        limit, tuple(Project(name, cost) for name, cost in costs.items()), profile("".join(costs), ballots), **more
    )


def test_of_a_group_only_one_is_taken() -> None:
    projects = (Project("A", 5, group="g"), Project("B", 5, group="g"), Project("C", 5))
    ballots = profile("ABC", {"A": 3, "B": 2, "C": 1})
    for count in (
        greedy(BudgetVote.approving(15, projects, ballots)),
        equal_shares(BudgetVote.approving(15, projects, ballots)),
    ):
        assert set(count.winners) == {"A", "C"}
    assert greedy(BudgetVote.approving(15, projects, ballots)).figures["passed"] == {"B": "group"}


def test_minimum_support_counts_heads() -> None:
    count = greedy(vote(10, {"A": 5, "B": 5}, {"A": 3, "B": 2}, least=3))
    assert (count.winners, count.figures["passed"]) == (("A",), {"B": "too_few"})
    assert greedy(vote(10, {"A": 5, "B": 5}, {"A": 3})).figures["passed"] == {"B": "nobody"}


def test_a_tie_matters_only_when_not_all_fit() -> None:
    costs, ballots = {"A": 5, "B": 5, "C": 3}, {"A": 2, "B": 2, "C": 1}
    assert greedy(vote(10, costs, ballots)).winners == ("A", "B")
    left_open = greedy(vote(9, costs, ballots))
    assert (left_open.winners, left_open.ties[0].candidates) == ((), ("A", "B"))
    assert left_open.figures["passed"] == {"A": "tie", "B": "tie", "C": "tie"}
    settled = greedy(vote(9, costs, ballots), lot=Lot(("C", "B", "A")))
    assert (settled.winners, settled.ties[0].settled_by) == (("B", "C"), "lot")


def test_with_stop_a_level_project_that_is_too_dear_makes_a_tie() -> None:
    costs, ballots = {"A": 5, "B": 50}, {"A": 2, "B": 2}
    assert greedy(vote(9, costs, ballots)).winners == ("A",)
    assert greedy(vote(9, costs, ballots), stop=True).ties[0].unresolved
    assert greedy(vote(9, costs, ballots), stop=True, lot=Lot(("B", "A"))).winners == ()
    assert greedy(vote(9, costs, ballots), stop=True, lot=Lot(("A", "B"))).winners == ("A",)


def test_two_level_groups_are_a_tie_even_with_money_for_both() -> None:
    projects = (Project("A", 5, group="g"), Project("B", 5, group="g"))
    count = greedy(BudgetVote.approving(100, projects, profile("AB", {"A": 1, "B": 1})))
    assert count.ties[0].unresolved


def test_equal_shares_serves_a_minority_that_greedy_passes_over() -> None:
    """60 want A and B, 40 want C, each head has 1 of 100: greedy gives all to the 60, equal shares C to the 40."""
    costs, ballots = {"A": 50, "B": 50, "C": 40}, {"AB": 60, "C": 40}
    assert greedy(vote(100, costs, ballots)).winners == ("A", "B")
    shares = equal_shares(vote(100, costs, ballots), completion="none")
    assert not shares.complete
    one = equal_shares(vote(100, costs, ballots), completion="none", lot=Lot(("A", "B", "C")))
    assert set(one.winners) == {"A", "C"}
    assert one.figures["paid"]["C"] == [{"voters": 40, "each": 1}]
    assert one.figures["paid"]["A"] == [{"voters": 60, "each": Fraction(5, 6)}]


def test_who_is_too_poor_pays_what_is_left() -> None:
    """Ten heads with 10 each: A takes 8 of each of five; B is paid by one of them (2 left) and two others (9 each)."""
    costs = {"A": 40, "B": 20}
    ballots = {"A": 4, "AB": 1, "B": 2, "": 3}
    count = equal_shares(vote(100, costs, ballots), completion="none")
    assert count.winners == ("A", "B")
    paid = count.figures["paid"]
    assert paid["A"] == [{"voters": 5, "each": 8}]
    assert paid["B"] == [{"voters": 2, "each": 9}, {"voters": 1, "each": 2}]
    assert count.figures["share"] == 10


def test_greedy_completion_spends_the_rest_by_votes() -> None:
    costs, ballots = {"A": 60, "B": 30}, {"A": 5, "B": 2, "": 3}
    assert equal_shares(vote(100, costs, ballots), completion="none").winners == ()
    assert equal_shares(vote(100, costs, ballots)).winners == ("A", "B")


def test_add_one_makes_everybody_richer_while_the_sum_holds() -> None:
    seen: list[int] = []
    costs, ballots = {"A": 60, "B": 30}, {"A": 5, "B": 2, "": 3}
    count = equal_shares(vote(100, costs, ballots), completion="add-1", progress=seen.append)
    assert count.winners == ("A", "B")
    assert count.figures["added"] == seen[-1] == len(seen) == 5
    assert count.figures["share"] == 15


def test_points_weigh_more_than_marks() -> None:
    projects = (Project("A", 10), Project("B", 10))
    ballots = BudgetVote.giving_points(10, projects, scores("AB", ({"A": 1, "B": 4}, 3), ({"A": 5}, 1)), in_all=5)
    assert (ballots.votes, ballots.support) == ([8, 12], [4, 3])
    assert greedy(ballots).winners == ("B",)
    assert equal_shares(ballots).winners == ("A",), (
        "three quarters of the money cannot pay for B, everybody's can for A"
    )
    over = BudgetVote.giving_points(10, projects, scores("AB", ({"A": 3, "B": 3}, 2)), in_all=5)
    assert (over.bases.invalid, over.votes) == (2, [0, 0])


def test_a_ranked_budget_ballot_gives_borda_points() -> None:
    projects = tuple(Project(name, 10) for name in "ABC")
    ballots = BudgetVote.ranking(20, projects, profile("ABC", {"A>B": 2, "BC": 1, "": 1}))
    assert ballots.votes == [6, 6, 2]
    assert ballots.bases.blank == 1
    assert greedy(ballots).winners == ("A", "B")


def test_more_marks_than_allowed_make_a_ballot_invalid() -> None:
    count = greedy(vote(10, {"A": 5, "B": 5}, {"AB": 3, "B": 1, "": 2}, at_most=1))
    assert (count.winners, count.bases.invalid, count.bases.blank) == (("B",), 3, 2)


@pytest.mark.parametrize("cost", [0, -5, 1.5, True])
def test_a_cost_is_a_whole_number(cost) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadBallots, match="costs"):
        Project("A", cost)


@pytest.mark.parametrize("limit", [-1, 1.5, True])
def test_a_budget_is_a_whole_number(limit) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadBallots, match="budget"):
        vote(limit, {"A": 5}, {"A": 1})


@st.composite
def budgets(draw: st.DrawFn) -> BudgetVote:
    size = draw(st.integers(1, 6))
    groups = st.sampled_from(["", "", "g", "h"])
    projects = tuple(Project(f"P{at}", draw(st.integers(1, 60)), group=draw(groups)) for at in range(size))
    marks = st.lists(st.integers(0, size - 1), unique=True).map(lambda chosen: tuple((at,) for at in chosen))
    ballots = draw(st.lists(st.tuples(marks, st.integers(1, 9)), min_size=1, max_size=10))
    names = tuple(project.id for project in projects)
    return BudgetVote.approving(draw(st.integers(0, 150)), projects, Profile.of(names, ballots))


@given(budgets())
def test_no_rule_ever_spends_too_much_or_takes_two_of_a_group(given_vote: BudgetVote) -> None:
    costs = {project.id: project.cost for project in given_vote.projects}
    groups = {project.id: project.group for project in given_vote.projects}
    for count in (
        greedy(given_vote),
        greedy(given_vote, stop=True),
        *(equal_shares(given_vote, completion=how) for how in ("none", "greedy", "add-1")),
    ):
        assert sum(costs[name] for name in count.winners) == count.figures["spent"] <= given_vote.limit
        taken = [groups[name] for name in count.winners if groups[name]]
        assert len(taken) == len(set(taken))
        assert len(count.winners) == len(set(count.winners))
        assert set(count.winners) | set(count.figures["passed"]) == set(costs)


@given(budgets())
def test_nobody_pays_more_than_a_share_and_every_project_is_paid_exactly(given_vote: BudgetVote) -> None:
    count = equal_shares(given_vote, completion="none")
    costs = {project.id: project.cost for project in given_vote.projects}
    share = count.figures["share"]
    for name in count.winners:
        groups = count.figures["paid"][name]
        assert sum(each["voters"] * each["each"] for each in groups) == costs[name]
        assert all(0 <= each["each"] <= share for each in groups)
    total = sum(each["voters"] * each["each"] for groups in count.figures["paid"].values() for each in groups)
    assert total == count.figures["spent"]

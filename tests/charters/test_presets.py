"""The shipped procedures: the numbers of the law, who may bind, and what local rules must fill in."""

from fractions import Fraction

import pytest

from council.charters.presets import PROCEDURES, numeric_rules, procedure
from council.charters.rules import Force, UnknownProcedure, may_issue
from council.tally.decision import decide
from council.tally.figures import Figures, Weights


def test_every_procedure_has_title_citation_and_note() -> None:
    for code, found in PROCEDURES.items():
        assert found.code == code
        assert all((found.title, found.body, found.citation))
        assert found.note == "Check your local rules."
        assert found.rule is None or found.rule.code == code


@pytest.mark.parametrize(
    ("code", "quorum", "passes"),
    [
        ("cn_residents_meeting", [("roll", ">", "1/2")], [("present", ">", "1/2")]),
        ("cn_rep_assembly", [("roll", ">=", "2/3")], [("present", ">", "1/2")]),
        ("cn_owners_ordinary", [("roll", ">=", "2/3")] * 2, [("participating", ">", "1/2")] * 2),
        ("cn_owners_special", [("roll", ">=", "2/3")] * 2, [("participating", ">=", "3/4")] * 2),
        ("cn_affected_unanimous", [("roll", ">=", "1")], [("roll", ">=", "1")]),
        ("cn_village_meeting", [("roll", ">", "1/2")], [("present", ">", "1/2")]),
        ("cn_village_meeting_households", [("roll", ">=", "2/3")], [("present", ">", "1/2")]),
        ("cn_committee_election", [("roll", ">", "1/2")], [("participating", ">", "1/2")]),
        ("cn_committee_election_reps", [("roll", ">", "2/3")], [("participating", ">", "1/2")]),
        ("gy_council", [("roll", ">=", "2/3")], [("present", ">", "1/2")]),
    ],
)
def test_the_numbers(code: str, quorum: list[tuple[str, str, str]], passes: list[tuple[str, str, str]]) -> None:
    rule = procedure(code).rule
    assert rule is not None
    assert [(t.base, t.op, t.fraction) for t in rule.stage("quorum")] == [(b, o, Fraction(f)) for b, o, f in quorum]
    assert [(t.base, t.op, t.fraction) for t in rule.stage("pass")] == [(b, o, Fraction(f)) for b, o, f in passes]


@pytest.mark.parametrize(
    "code", ["cn_council_consult", "cn_committee_vote", "cn_rep_silent_objection", "cn_annual_review", "evening_talk"]
)
def test_where_the_law_gives_no_numbers_there_is_no_rule(code: str) -> None:
    assert procedure(code).rule is None
    assert numeric_rules()[code] is None


def test_the_demo_council_decides_as_its_rules_say() -> None:
    council = procedure("gy_council")
    assert council.rule is not None
    decision = decide(council.rule, Figures(46, 33, 21, 8, 2))
    assert (decision.outcome, decision.quorum, decision.needed) == ("carried", 31, 17)
    assert (council.notice_days, council.changeable_ballots, council.has_motions) == (3, True, True)
    assert council.quorum_needed


@pytest.mark.parametrize("code", ["cn_owners_ordinary", "cn_owners_special"])
def test_owners_who_come_and_mark_nothing_do_not_take_part(code: str) -> None:
    rule = procedure(code).rule
    assert rule is not None
    area = Weights(Fraction(1200), Fraction(1200), Fraction(700), Fraction(0), Fraction(0))
    assert decide(rule, Figures(12, 12, 7, 0, 0, area)).outcome == "no_quorum"


def test_a_council_reaches_consensus_and_binds_nobody() -> None:
    council = procedure("gy_council")
    assert [force for force in Force if may_issue(council, force)] == [Force.OPINION, Force.CONSENSUS]


def test_an_evening_talk_gives_opinions_without_quorum_and_motions() -> None:
    talk = procedure("evening_talk")
    assert [force for force in Force if may_issue(talk, force)] == [Force.OPINION]
    assert not talk.quorum_needed
    assert not talk.has_motions


def test_electing_the_committee_is_off_until_a_place_turns_it_on() -> None:
    assert {code for code, found in PROCEDURES.items() if not found.enabled} == {
        "cn_committee_election",
        "cn_committee_election_reps",
    }


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(UnknownProcedure, match="cn_nobody"):
        procedure("cn_nobody")

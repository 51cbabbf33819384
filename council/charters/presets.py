"""The procedures that ship: laws and model rules as data, each with its citation and the date it holds from.

Article numbers are those of the texts in force on `valid_from`. Where a law offers two quorums, the second is a
preset of its own, since the roll decides which one applies.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from council.charters.rules import Body, Call, Force, Procedure, UnknownProcedure
from council.tally.rules import Rule
from council.tally.sequel import Fallback, Objection


def N_(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown. Message extraction knows this name."""
    return text


CHECK_LOCAL = N_("Check your local rules.")

COMMITTEES_LAW = date(2026, 1, 1)
"""Organic Law of Urban Residents' Committees, revised 2025-10-28."""
CIVIL_CODE = date(2021, 1, 1)

_MAJORITY_OF_PRESENT = "heads/present>1/2"
_OWNERS_TAKE_PART = "heads/roll>=2/3&weight/roll>=2/3"


def _rule(code: str, quorum: str, passes: str) -> Rule:
    return Rule.from_text(f"quorum={quorum};pass={passes}", code=code)


def _owners_rule(code: str, passes: str) -> Rule:
    """Owners vote in writing as often as in a hall: who marked a ballot took part (Civil Code art. 278)."""
    rule = _rule(code, _OWNERS_TAKE_PART, passes)
    return Rule(code, tuple(replace(t, counted="participating") if t.stage == "quorum" else t for t in rule.tests))


_RESIDENTS_CALL = (
    Call(Fraction(1, 10), N_("of the adults or of the households")),
    Call(Fraction(1, 3), N_("of the residents' representatives")),
)
_VILLAGE_CALL = (
    Call(Fraction(1, 10), N_("of the adults or of the households")),
    Call(Fraction(1, 3), N_("of the villagers' representatives")),
)
_OWNERS_CALL = (Call(Fraction(1, 5), N_("of the owners")),)
_TELL_COMMITTEE = N_("The residents' committee is told of the meeting and its decisions.")
_ELECTION = (
    N_("The roll is published 20 days before; objections within 5 days are answered within 3 days."),
    N_("Secret ballot, counted in public, the result said on the spot."),
    N_("A proxy is written, for at most three others, never held by a candidate; the names of both are published."),
)

_PRESETS = (
    Procedure(
        code="cn_residents_meeting",
        kind=Body.RESIDENTS_MEETING,
        title=N_("Residents' meeting"),
        body=N_("All residents aged 18 or over, or one representative for each household."),
        citation=N_("Organic Law of Urban Residents' Committees, articles 26 and 27"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_rule("cn_residents_meeting", "heads/roll>1/2", _MAJORITY_OF_PRESENT),
        valid_from=COMMITTEES_LAW,
        notice_days=10,
        may_hurry=True,
        calls=_RESIDENTS_CALL,
        more=(
            N_("In an emergency the notice may be shorter."),
            N_("Each meeting says beforehand whether adults or households vote."),
        ),
    ),
    Procedure(
        code="cn_rep_assembly",
        kind=Body.REPRESENTATIVES,
        title=N_("Residents' representatives' assembly"),
        body=N_("The committee's members and the residents' representatives, who are at least four fifths."),
        citation=N_("Organic Law of Urban Residents' Committees, articles 13, 28 and 29"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_rule("cn_rep_assembly", "heads/roll>=2/3", _MAJORITY_OF_PRESENT),
        valid_from=COMMITTEES_LAW,
        calls=(Call(Fraction(1, 5), N_("of the representatives")),),
        meetings_a_year=2,
        more=(
            N_("One representative stands for 20 to 50 households."),
            N_("Other residents may attend and speak; they do not vote."),
        ),
    ),
    Procedure(
        code="cn_council_consult",
        kind=Body.CONSULTATION,
        title=N_("Consultation: council, evening talk, hearing"),
        body=N_("Whoever the matter concerns, as the place's own rules say."),
        citation=N_("Organic Law of Urban Residents' Committees, article 32"),
        note=CHECK_LOCAL,
        force=Force.CONSENSUS,
        valid_from=COMMITTEES_LAW,
        more=(
            N_("The law asks for no quorum; many places ask for two thirds of the members."),
            N_("What was agreed may be referred to the residents' meeting or its representatives."),
        ),
    ),
    Procedure(
        code="cn_committee_vote",
        kind=Body.COMMITTEE,
        title=N_("Vote of the residents' committee"),
        body=N_("The members of the residents' committee; the minority follows the majority."),
        citation=N_("Organic Law of Urban Residents' Committees, article 33"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        valid_from=COMMITTEES_LAW,
    ),
    Procedure(
        code="cn_owners_ordinary",
        kind=Body.OWNERS,
        title=N_("Owners: ordinary matters"),
        body=N_("All owners, by heads and by floor area."),
        citation=N_("Civil Code, article 278; Property Management Regulations, articles 13 and 14"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_owners_rule("cn_owners_ordinary", "heads/participating>1/2&weight/participating>1/2"),
        valid_from=CIVIL_CODE,
        notice_days=15,
        calls=_OWNERS_CALL,
        more=(_TELL_COMMITTEE,),
    ),
    Procedure(
        code="cn_owners_special",
        kind=Body.OWNERS_SPECIAL,
        title=N_("Owners: raising funds, rebuilding, other use of common parts"),
        body=N_("All owners, by heads and by floor area."),
        citation=N_("Civil Code, article 278, items 6 to 8"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_owners_rule("cn_owners_special", "heads/participating>=3/4&weight/participating>=3/4"),
        valid_from=CIVIL_CODE,
        notice_days=15,
        calls=_OWNERS_CALL,
        more=(_TELL_COMMITTEE,),
    ),
    Procedure(
        code="cn_affected_unanimous",
        kind=Body.OWNERS_CONCERNED,
        title=N_("Owners concerned: a home used as a business"),
        body=N_("All owners concerned, at least those of the same building."),
        citation=N_("Civil Code, article 279, and the court's interpretation, articles 10 and 11"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_rule("cn_affected_unanimous", "heads/roll>=1/1", "heads/roll>=1/1"),
        valid_from=CIVIL_CODE,
    ),
    Procedure(
        code="cn_rep_silent_objection",
        kind=Body.OWNERS_REPRESENTATIVES,
        title=N_("Owners' representatives, then time to object"),
        body=N_("The owners' representatives; the decision stands if too few owners object in writing."),
        citation=N_("Local regulations, for example Lishui, article 13"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        objection=Objection(days=10, below=Fraction(1, 3)),
        more=(N_("Quorum and majority of the representatives stand in the owners' own rules."),),
    ),
    Procedure(
        code="cn_village_meeting",
        kind=Body.RESIDENTS_MEETING,
        title=N_("Villagers' meeting, by adults"),
        body=N_("All villagers aged 18 or over."),
        citation=N_("Organic Law of Villagers' Committees, article 26"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_rule("cn_village_meeting", "heads/roll>1/2", _MAJORITY_OF_PRESENT),
        valid_from=COMMITTEES_LAW,
        notice_days=10,
        calls=_VILLAGE_CALL,
    ),
    Procedure(
        code="cn_village_meeting_households",
        kind=Body.RESIDENTS_MEETING,
        title=N_("Villagers' meeting, by households"),
        body=N_("One representative for each household."),
        citation=N_("Organic Law of Villagers' Committees, article 26"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_rule("cn_village_meeting_households", "heads/roll>=2/3", _MAJORITY_OF_PRESENT),
        valid_from=COMMITTEES_LAW,
        notice_days=10,
        builds_on="cn_village_meeting",
        calls=_VILLAGE_CALL,
    ),
    Procedure(
        code="cn_committee_election",
        kind=Body.ELECTION,
        title=N_("Election of the residents' committee"),
        body=N_("All voters, or one for each household. Provincial rules say how."),
        citation=N_("Organic Law of Urban Residents' Committees, articles 17 to 19"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_rule("cn_committee_election", "heads/roll>1/2", "heads/participating>1/2"),
        valid_from=COMMITTEES_LAW,
        notice_days=20,
        enabled=False,
        secret=True,
        more=_ELECTION,
    ),
    Procedure(
        code="cn_committee_election_reps",
        kind=Body.ELECTION,
        title=N_("Election of the residents' committee by representatives"),
        body=N_("The residents' representatives. Provincial rules say how."),
        citation=N_("Organic Law of Urban Residents' Committees, articles 17 to 19"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        rule=_rule("cn_committee_election_reps", "heads/roll>2/3", "heads/participating>1/2"),
        valid_from=COMMITTEES_LAW,
        notice_days=20,
        enabled=False,
        builds_on="cn_committee_election",
        secret=True,
        more=(*_ELECTION[:2], N_("When representatives elect, nobody votes for another.")),
    ),
    Procedure(
        code="cn_annual_review",
        kind=Body.REVIEW,
        title=N_("Yearly review of the committee's members"),
        body=N_("The body that the supervisory committee convenes; two failed reviews in a row end the office."),
        citation=N_("Organic Law of Urban Residents' Committees, article 37"),
        note=CHECK_LOCAL,
        force=Force.BINDING,
        valid_from=COMMITTEES_LAW,
        meetings_a_year=1,
        more=(N_("The result is published."),),
    ),
)

_ASSOCIATION = Procedure(
    code="own_association",
    kind=Body.ASSOCIATION,
    title=N_("Estate association by its own rules"),
    body=N_("The households that the association's own rules name."),
    citation=N_("The association's own rules; the pattern is that of Taiwan's condominium act, articles 31 and 32"),
    note=CHECK_LOCAL,
    force=Force.BINDING,
    rule=_rule("own_association", "households/roll>1/2", "households/present>1/2"),
    notice_days=10,
    fallback=Fallback(
        after="no_quorum",
        rule=_rule("own_association_again", "households/roll>=1/5", "households/present>1/2"),
        least_days=7,
    ),
    objection=Objection(days=7, below=Fraction(1, 2)),
    more=(
        N_("Without a quorum a second meeting, seven days later at the earliest, needs one fifth."),
        N_("Its decision stands unless half of the households object in writing within seven days."),
    ),
)

_CONSULT = next(preset for preset in _PRESETS if preset.code == "cn_council_consult")

_OWN = (
    replace(
        _CONSULT,
        code="gy_council",
        kind=Body.WEEKEND_COUNCIL,
        title=N_("Weekend council"),
        body=N_("The council's members by category: residents' representatives and invited seats."),
        rule=_rule("gy_council", "heads/roll>=2/3", _MAJORITY_OF_PRESENT),
        notice_days=3,
        changeable_ballots=True,
        builds_on=_CONSULT.code,
    ),
    replace(
        _CONSULT,
        code="evening_talk",
        kind=Body.EVENING_TALK,
        title=N_("Evening talk"),
        body=N_("Anyone who comes. A straw poll asks for opinions; there are no motions and no quorum."),
        force=Force.OPINION,
        notice_days=3,
        changeable_ballots=True,
        has_motions=False,
        turns_each=None,
        builds_on=_CONSULT.code,
    ),
)

PROCEDURES: Mapping[str, Procedure] = MappingProxyType({p.code: p for p in (*_PRESETS, *_OWN, _ASSOCIATION)})


def procedure(code: str) -> Procedure:
    """The procedure of this code. Raises `UnknownProcedure`."""
    try:
        return PROCEDURES[code]
    except KeyError:
        raise UnknownProcedure(code) from None


def of_body(kind: Body) -> list[Procedure]:
    """The procedures that a body may choose from, in their order."""
    return [preset for preset in PROCEDURES.values() if preset.kind is kind]


def numeric_rules() -> dict[str, Rule | None]:
    """Every code with its rule, None where the law leaves the numbers open: what `flask decide` chooses from."""
    return {code: preset.rule for code, preset in PROCEDURES.items()}

"""Consent (as circles decide): a proposal stands when nobody keeps an objection; rounds with a text amended between.

An objection must give a reason. A concern is heard and recorded and stops nothing; who stands aside takes part and
lets the others decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from council.tally.profile import BadBallots
from council.tally.result import Bases, Count, Line, Round
from council.tally.rules import BadRule, Test

Answer = Literal["consent", "concern", "stand_aside", "objection"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


@dataclass(frozen=True)
class Response:
    """What one person said in a round; `count` for a file that sums equal answers."""

    answer: Answer
    reason: str = ""
    count: int = 1

    def __post_init__(self) -> None:
        if self.answer not in ANSWERS:
            raise BadBallots(f"'{self.answer}' is not one of {', '.join(ANSWERS)}")
        if self.answer == "objection" and not self.reason.strip():
            raise BadBallots("an objection needs a reason")
        if self.count < 1:
            raise BadBallots(f"a ballot is counted a whole number of times, not {self.count!r}")


def consent(rounds: Sequence[Sequence[Response]], *, entitled: int | None = None, quorum: Test | None = None) -> Count:
    """The last round decides. It passes when enough took part and no objection is open.

    Args:
        rounds: the answers of each round, one list a round, in order; somebody who answers anew answers in all.
        entitled: how many might have answered; None takes those of the last round.
        quorum: a test of heads, of those who answered out of the roll; None asks for one answer at least.
    """
    if not rounds:
        raise BadBallots("there was no round")
    sums = [_sum(responses) for responses in rounds]
    answered = sum(sums[-1].values())
    enough = answered > 0 if quorum is None else _enough(quorum, answered, entitled or answered)
    agreed = enough and not sums[-1]["objection"]
    winners = ("proposal",) if agreed else ()
    lines = [Line("how_consent")]
    for number, each in enumerate(sums, start=1):
        lines.append(Line("consent_round", {"round": number, **each}))
        lines += [Line("objection", {"reason": r.reason}) for r in rounds[number - 1] if r.answer == "objection"]
    lines.append(Line("consent_given" if agreed else "consent_open" if enough else "consent_few"))
    return Count(
        method="consent",
        seats=1,
        bases=Bases(answered, 0, 0),
        winners=winners,
        rounds=tuple(
            Round(number, dict(each), winners if number == len(sums) else ())
            for number, each in enumerate(sums, start=1)
        ),
        lines=tuple(lines),
        figures={"outcome": "carried" if agreed else "not_carried" if enough else "no_quorum"},
    )


def _sum(responses: Sequence[Response]) -> dict[str, int]:
    return {answer: sum(r.count for r in responses if r.answer == answer) for answer in ANSWERS}


def _enough(quorum: Test, answered: int, entitled: int) -> bool:
    if quorum.measure != "heads" or quorum.base != "roll":
        raise BadRule("the quorum of a consent round counts heads out of the roll")
    share = quorum.fraction * entitled
    return answered > share if quorum.op == ">" else answered >= share

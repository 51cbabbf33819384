"""What the wall shows of an issue's statements: the ones with most agreement, few enough to be read from the back."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.deliberation.queries import picture
from council.deliberation.rules.agreement import Shares, ranked
from council.deliberation.words import percent
from council.privacy.rules import numbers_masked

#: Rows that can be read from eight metres.
ROWS = 4


@dataclass(frozen=True)
class CommonGround:
    """(statement, percent, `agree` or `disagree`) of those with most agreement, and how many people took part."""

    people: int
    rows: Sequence[tuple[str, int, str]]


def common_ground(issue_id: int) -> CommonGround:
    """What the wall shows of an issue; no rows where too few have answered."""
    found = picture(issue_id)
    said = {row.id: (row, each) for row, each in found.rows}
    common = [key for key in ranked({key: each for key, (_row, each) in said.items()}) if said[key][1].is_common]
    return CommonGround(found.people, [_line(said[key][0].text, said[key][1]) for key in common[:ROWS]])


def _line(text: str, said: Shares) -> tuple[str, int, str]:
    share = said.share or 0
    agrees = 2 * said.agree >= said.voters
    return numbers_masked(text), percent(share if agrees else 1 - share), "agree" if agrees else "disagree"  # type: ignore[arg-type]

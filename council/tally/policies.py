"""What a rule says besides its fractions: abstentions, silence, ties, caps of weight and of proxies."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, get_args


class BadRule(ValueError):
    """A rule that cannot be read, or that nothing could ever meet."""


#: Whether who abstains stays in the base that a majority is taken of. They do in every Chinese law here.
Abstain = Literal["counts", "left_out"]
#: What a ballot that was delivered and never came back means; `follows` is an option of some owners' own rules.
Silence = Literal["absent", "follows"]
#: What happens when for and against are level: the motion falls, or the chair has a casting vote.
OnTie = Literal["fails", "chair"]


@dataclass(frozen=True)
class ProxyCap:
    """How many others one person may vote for: at most `count` of them, or at most `share` of all votes.

    `either` is for laws where one of the two is enough (France: three, or up to 10 %); else both must hold.
    """

    count: int | None = None
    share: Fraction | None = None
    either: bool = False

    def __post_init__(self) -> None:
        if self.count is not None and self.count < 0:
            raise BadRule("the number of proxies is below zero")
        if self.share is not None and not 0 <= self.share <= 1:
            raise BadRule("the share of proxies is not between 0 and 1")

    def allows(self, held: int, weight: Fraction | int, total: Fraction | int) -> bool:
        """Whether one person may hold `held` proxies that weigh `weight` of `total` together, their own votes apart."""
        asked = []
        if self.count is not None:
            asked.append(held <= self.count)
        if self.share is not None:
            asked.append(weight <= self.share * total)
        return not asked or (any(asked) if self.either else all(asked))


@dataclass(frozen=True)
class Policies:
    """The settings of a rule beside its tests; the defaults are those of the laws that ship."""

    abstain: Abstain = "counts"
    silence: Silence = "absent"
    tie: OnTie = "fails"
    #: no voter's weight counts beyond this share of all weights (Taiwan: one fifth); None for no cap
    weight_cap: Fraction | None = None
    #: None: nobody votes for another
    proxies: ProxyCap | None = None

    def __post_init__(self) -> None:
        for name, allowed in (("abstain", Abstain), ("silence", Silence), ("tie", OnTie)):
            if getattr(self, name) not in get_args(allowed):
                raise BadRule(f"{name} '{getattr(self, name)}' is not one of {', '.join(get_args(allowed))}")
        if self.weight_cap is not None and not 0 < self.weight_cap <= 1:
            raise BadRule("the cap of a weight is a share above 0, at most all")

    def to_json(self) -> dict[str, Any]:
        """What differs from the defaults, as plain values; empty for plain rules."""
        data: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("abstain", "silence", "tie")
            if getattr(self, name) != getattr(Policies, name)
        }
        if self.weight_cap is not None:
            data["weight_cap"] = str(self.weight_cap)
        if self.proxies is not None:
            share = None if self.proxies.share is None else str(self.proxies.share)
            data["proxies"] = {"count": self.proxies.count, "share": share, "either": self.proxies.either}
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Policies":
        """The policies of a snapshot. Raises `BadRule` for what is unknown."""
        known = {"abstain", "silence", "tie", "weight_cap", "proxies"}
        if unknown := set(data) - known:
            raise BadRule(f"unknown policy {', '.join(sorted(unknown))}")
        plain = {name: data[name] for name in ("abstain", "silence", "tie") if name in data}
        cap = data.get("weight_cap")
        proxies = data.get("proxies")
        return cls(**plain, weight_cap=_share(cap), proxies=_proxies(proxies) if proxies is not None else None)

    @classmethod
    def from_text(cls, parts: Mapping[str, str]) -> "Policies":
        """The policies of a rule written out: `abstain=left_out;silence=follows;tie=chair;cap=1/5;proxies=3`.

        Raises `BadRule` for what is unknown.
        """
        data: dict[str, Any] = dict(parts)
        if "cap" in data:
            data["weight_cap"] = data.pop("cap")
        if "proxies" in data:
            text = data["proxies"]
            if not (text.isascii() and text.isdigit() and len(text) < 6):
                raise BadRule(f"proxies '{text:.40}' is not a whole number")
            data["proxies"] = {"count": int(text)}
        return cls.from_json(data)


def _share(text: str | None) -> Fraction | None:
    if text is None:
        return None
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise BadRule(f"'{text:.40}' is not a fraction p/q") from error


def _proxies(data: Mapping[str, Any]) -> ProxyCap:
    return ProxyCap(data.get("count"), _share(data.get("share")), bool(data.get("either", False)))

"""Charters, compacts and procedures in plain words, in the reader's language."""

from fractions import Fraction

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from council.charters.models import DocumentKind, Standing
from council.charters.rules import Body, Call, Force, Procedure
from council.charters.rules.articles import chinese_label
from council.charters.rules.tightening import Part, Share, stage_share
from council.tally.rules import Rule, Stage, Test


def kind_word(kind: str) -> str:
    """“Charter”, “Compact”."""
    return {DocumentKind.CHARTER: _("Charter"), DocumentKind.COMPACT: _("Compact")}[DocumentKind(kind)]


def standing_word(standing: str) -> str:
    """How a version stands, in one or two words."""
    words = {
        Standing.DRAFT: _("Draft"),
        Standing.CONSULTED: _("Residents are asked"),
        Standing.ADOPTED: _("Adopted, not filed yet"),
        Standing.FILED: _("Filed with the street"),
        Standing.COMING: _("Comes into force soon"),
        Standing.IN_FORCE: _("In force"),
        Standing.SUPERSEDED: _("Replaced by a later one"),
        Standing.WITHDRAWN: _("Withdrawn"),
    }
    return words[Standing(standing)]


def article_label(number: int) -> str:
    """“Article 3”, in Chinese with a Chinese numeral."""
    locale = get_locale()
    if locale is not None and locale.language == "zh":
        return chinese_label(number)
    return _("Article %(number)s", number=number)


def body_word(body: str) -> str:
    """Which body decides."""
    words = {
        Body.RESIDENTS_MEETING: _("Residents' meeting"),
        Body.REPRESENTATIVES: _("Residents' representatives"),
        Body.CONSULTATION: _("Consultation in general"),
        Body.WEEKEND_COUNCIL: _("Weekend council"),
        Body.EVENING_TALK: _("Evening talk"),
        Body.COMMITTEE: _("Residents' committee"),
        Body.OWNERS: _("Owners' meeting"),
        Body.OWNERS_SPECIAL: _("Owners' meeting, special matters"),
        Body.OWNERS_CONCERNED: _("Owners concerned"),
        Body.OWNERS_REPRESENTATIVES: _("Owners' representatives"),
        Body.ELECTION: _("Election of the residents' committee"),
        Body.REVIEW: _("Yearly review"),
        Body.ASSOCIATION: _("Estate association"),
    }
    return words[Body(body)]


def force_sentence(force: str) -> str:
    """What an outcome is worth."""
    words = {
        Force.OPINION: _("Gives an opinion. It binds nobody."),
        Force.CONSENSUS: _("Reaches a consensus. It binds nobody; it can be handed to the residents' meeting."),
        Force.BINDING: _("Its decisions bind."),
    }
    return words[Force(force)]


def share_words(share: Share) -> str:
    """“more than half”, “at least 2/3”, “all”."""
    if share.fraction == 1:
        return _("all")
    if share == Share(">", Fraction(1, 2)):
        return _("more than half")
    fraction = f"{share.fraction.numerator}/{share.fraction.denominator}"
    return _("more than %(share)s", share=fraction) if share.op == ">" else _("at least %(share)s", share=fraction)


def quorum_words(rules: Procedure) -> str:
    """Who must be there before a vote; empty where nothing is said."""
    return _stage(rules.rule, "quorum")


def majority_words(rules: Procedure) -> str:
    """Who must be in favour; empty where nothing is said."""
    return _stage(rules.rule, "pass")


def _stage(rule: Rule | None, stage: Stage) -> str:
    tests = rule.stage(stage) if rule else ()
    return _(" and ").join(_test_words(test) for test in tests)


def _test_words(test: Test) -> str:
    share = share_words(Share(test.op, test.fraction))
    area = test.weighs
    bases = {
        "cast": _("of the area of all ballots") if area else _("of all ballots"),
        "valid": _("of the area of the valid ballots") if area else _("of the valid ballots"),
        "fixed": _("of %(number)s", number=test.fixed),
        "roll": _("of the area of all entitled") if area else _("of all entitled"),
        "present": _("of the area of those present") if area else _("of those present"),
        "participating": _("of the area that takes part") if area else _("of those who take part"),
        "for+against": _("of the area for or against") if area else _("of those for or against"),
    }
    counted = {
        "present": _("present: %(share)s %(base)s", share=share, base=bases[test.base]),
        "participating": _("take part: %(share)s %(base)s", share=share, base=bases[test.base]),
        "for": _("in favour: %(share)s %(base)s", share=share, base=bases[test.base]),
    }
    return counted[test.counted]


def call_words(call: Call) -> str:
    """Who can demand a meeting."""
    return f"{call.share.numerator}/{call.share.denominator} {_(call.who)}"


def speaking_words(rules: Procedure) -> str:
    """How long and how often one may speak on an item."""
    minutes = ngettext("1 minute each time", "%(num)d minutes each time", rules.turn_seconds // 60)
    if rules.turns_each is None:
        return minutes
    times = ngettext("once on an item", "%(num)d times on an item", rules.turns_each)
    return _("%(minutes)s, %(times)s", minutes=minutes, times=times)


def looser_words(part: Part, base: Procedure) -> str:
    """Why a number is looser than what holds above, and what would do."""
    if part in (Part.QUORUM, Part.MAJORITY):
        share = stage_share(base.rule, "quorum" if part is Part.QUORUM else "pass")
        words = share_words(share) if share else ""
        return _("This is looser than the rule above it: %(share)s. Choose this or more.", share=words)
    if part is Part.NOTICE:
        return _("At least %(days)s days' notice is the rule. Choose this or more.", days=base.notice_days)
    if part is Part.FREQUENCY:
        return _("At least %(times)s meetings a year is the rule. Choose this or more.", times=base.meetings_a_year)
    if part is Part.SECRET:
        return _("This vote is secret by law.")
    return _("Votes are final here by the rule above.")

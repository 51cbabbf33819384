"""The picture in plain sentences."""

from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from council.deliberation.queries import Picture
from council.deliberation.rules.agreement import Shares


def percent(share: Fraction) -> int:
    """A share in whole percent, rounded half up."""
    return int(share * 100 + Fraction(1, 2))


def picture_words(found: Picture) -> list[str]:
    """What the answers say together: common ground, what divides, groups and what parts them."""
    texts = {row.id: row.text for row, _shares in found.rows}
    lines = [ngettext("1 neighbour took part.", "%(num)d neighbours took part.", found.people)]
    common = [row.text for row, said in found.rows if said.is_common]
    if common:
        lines.append(_("Most are of one mind about: %(texts)s", texts=_("; ").join(common)))
    divides = [row.text for row, said in found.rows if said.divides]
    if divides:
        lines.append(_("Neighbours are divided about: %(texts)s", texts=_("; ").join(divides)))
    if found.groups is None:
        return lines
    sizes = _(", ").join(str(group.size) for group in found.groups.groups)
    number = len(found.groups.groups)
    lines.append(_("People answer in %(number)s ways: groups of %(sizes)s.", number=number, sizes=sizes))
    if found.groups.common:
        agreed = _("; ").join(texts[key] for key in found.groups.common)
        lines.append(_("All groups are of one mind about: %(texts)s", texts=agreed))
    for at, apart in enumerate(found.groups.apart):
        for key in apart:
            lines.append(_group_line(at, texts[key], found.groups.groups[at].shares[key]))
    return lines


def _group_line(at: int, text: str, said: Shares) -> str:
    share = said.share or Fraction(0)
    if share >= Fraction(1, 2):
        return _("Group %(number)s: %(share)s %% agree that: %(text)s", number=at + 1, share=percent(share), text=text)
    return _(
        "Group %(number)s: %(share)s %% disagree that: %(text)s", number=at + 1, share=percent(1 - share), text=text
    )

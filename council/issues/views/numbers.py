"""The numbers of a place, its public list, and where in it issues are."""

import csv
import io
from collections.abc import Iterator
from fractions import Fraction

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import NotVisible
from council.issues import words
from council.issues.lists import public_issues
from council.issues.queries.clocks import categories
from council.issues.queries.handling import disputes_by_kind
from council.issues.queries.numbers import COLUMNS, Numbers, Report, period, report
from council.issues.queries.standing import open_in, spots
from council.issues.rules.numbers import What
from council.issues.views import bp
from council.organisation.models import Place
from council.organisation.queries import place_by_code, ways_up
from council.web.answers import Answer
from council.web.paging import paged
from council.web.saving import save_as

#: A bar of the charts, in percent of the width.
FULL = 100


@bp.get("/places/<place_code>/numbers")
def numbers(place_code: str) -> str:
    """Answered in time, solved, satisfied; how long each step took; by kind and by month. Public: no persons in it."""
    place = _place(place_code)
    when = period(request.args.get("period", ""), clock.today())
    found = report(place.path, when)
    return render_template(
        "issues/numbers.html",
        place=place,
        above=ways_up(place.path),
        when=when,
        today=clock.today(),
        found=found,
        kinds=_by_kind(found),
        most=max((row.n(What.RAISED) for row in found.by_month.values()), default=0),
        medians=[(words.CLOCKS[step], hours) for step, hours in found.medians.items()],
        disputes=disputes_by_kind(place.path),
        columns=[(column, str(words.COUNTED[column])) for column in COLUMNS],
    )


@bp.get("/places/<place_code>/numbers.csv")
def numbers_file(place_code: str) -> Response:
    """The same as a table for a spreadsheet."""
    place = _place(place_code)
    when = period(request.args.get("period", ""), clock.today())
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_rows(report(place.path, when)))
    answer = make_response(out.getvalue().encode("utf-8-sig"))
    answer.mimetype = "text/csv"
    return save_as(answer, f"{place.code}-{when.code}.csv")


@bp.get("/places/<place_code>/issues")
def public(place_code: str) -> Answer:
    """What was raised in a place and how far it is, for everyone: titles and days, no names, no disputes."""
    place = _place(place_code)
    solved = request.args.get("tab") == "solved"
    return make_response(
        render_template(
            "issues/public.html",
            place=place,
            above=ways_up(place.path),
            page=paged(public_issues(place, solved=solved), total=open_in(place.path, solved=solved)),
            solved=solved,
            spots=spots(place),
            disputes=disputes_by_kind(place.path),
            category_word=words.category_word,
        )
    )


def _place(code: str) -> Place:
    place = place_by_code(code)
    if place is None:
        raise NotVisible
    return place


def _by_kind(found: Report) -> list[tuple[str, Numbers]]:
    names = {row.id: words.category_word(row) for row in categories(retired=True)}
    rows = [(names.get(key, ""), numbers) for key, numbers in found.by_category.items()]
    return sorted(rows, key=lambda row: -row[1].n(What.RAISED))


def _rows(found: Report) -> Iterator[list[str]]:
    yield [_("Kind or month"), *(str(words.COUNTED[column]) for column in COLUMNS)]
    yield [_("All"), *_cells(found.all)]
    for name, row in _by_kind(found):
        yield [_safe(name), *_cells(row)]
    for month, row in found.by_month.items():
        yield [f"{month:%Y-%m}", *_cells(row)]


def _cells(row: Numbers) -> list[str]:
    return [str(row.n(column)) for column in COLUMNS]


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" else text


@bp.app_template_filter("percent")
def percent(share: Fraction | None) -> str:
    """`83 %`, rounded half up; a dash where nothing was counted."""
    return "–" if share is None else f"{int(share * FULL + Fraction(1, 2))} %"

"""Meetings that repeat."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from flask import make_response, render_template, request
from flask_babel import gettext as _

from council.base import clock
from council.base.errors import Invalid
from council.calendar.permissions import CalendarAct
from council.calendar.queries import calendar
from council.meetings.kinds import BLUEPRINTS
from council.meetings.models import MeetingKind
from council.meetings.series.days import AHEAD, coming_days
from council.meetings.series.forms import SeriesForm
from council.meetings.series.operations import begin_series, end_series
from council.meetings.series.queries import series_for, series_in, too_seldom
from council.meetings.series.rules import Every, Occurrence, Rhythm, occurrences
from council.meetings.series.words import rhythm_words
from council.meetings.views import bp
from council.meetings.views.planning import places_or_refuse
from council.organisation.models import Place
from council.organisation.queries import venue_names
from council.permits.current import signed_in
from council.permits.permission import reach
from council.web.answers import Answer, from_htmx, see_other


@bp.get("/meetings/series")
def all_series() -> str:
    """What repeats, when it comes next, and a form for another."""
    places = places_or_refuse(signed_in())
    form = SeriesForm(formdata=None, data={"starts": time(19, 30), "since": clock.today() + timedelta(days=1)})
    form.offer(places)
    return _page(form, places)


@bp.post("/meetings/series")
def begin() -> Answer:
    """Let a meeting repeat."""
    actor = signed_in()
    places = places_or_refuse(actor)
    form = SeriesForm()
    form.offer(places)
    if form.validate():
        try:
            begin_series(
                place=next(place for place in places if place.code == form.place.data),
                kind=MeetingKind(form.kind.data),
                rhythm=Rhythm(Every(form.every.data), int(form.weekday.data)),
                starts=form.starts.data or time(19, 30),
                venue=form.venue.data or "",
                title=form.title.data or "",
                since=form.since.data or clock.today(),
                actor_id=actor.person_id,
                key=form.key,
            )
            return see_other("meetings.all_series", message=_("It repeats. The next drafts are planned."))
        except Invalid as problem:
            form.refuse(problem)
    return make_response(_page(form, places), 422)


@bp.get("/meetings/series/days")
def series_days() -> Answer:
    """The next days of a rhythm while somebody is still choosing. A part of the form."""
    signed_in()
    if not from_htmx():
        return see_other("meetings.all_series")
    every, weekday, since = (request.args.get(name, "") for name in ("every", "weekday", "since"))
    days = _days(every, weekday, since)
    unknown = _unknown(each.day for each in days)
    return make_response(
        render_template("meetings/_series_days.html", days=days, unknown_here=unknown, may_enter=_may_enter())
    )


@bp.post("/meetings/series/<int:series_id>/ending")
def finish(series_id: int) -> Answer:
    """Let it come no more."""
    actor = signed_in()
    end_series(series=series_for(actor, series_id), actor_id=actor.person_id)
    return see_other("meetings.all_series", message=_("It repeats no more. Drafts with an agenda stay."))


def _page(form: SeriesForm, places: Sequence[Place]) -> str:
    since = form.since.data.isoformat() if form.since.data else ""
    series = series_in(places)
    coming = coming_days(series)
    days = _days(str(form.every.data), str(form.weekday.data), since)
    return render_template(
        "meetings/series.html",
        form=form,
        places=places,
        rows=[(each, coming[each.id]) for each in series],
        blueprints=BLUEPRINTS,
        rhythm_words=rhythm_words,
        too_seldom=too_seldom(places),
        days=days,
        unknown=_unknown(each.day for row in coming.values() for each in row),
        unknown_here=_unknown(each.day for each in days),
        may_enter=_may_enter(),
        venue_names=venue_names([place.path for place in places]),
    )


def _unknown(days: Iterable[date]) -> list[int]:
    """The years that these days reach and whose holidays are not known yet."""
    return calendar().unknown_years(days)


def _may_enter() -> bool:
    return bool(reach(signed_in(), CalendarAct.CHANGE))


def _days(every: str, weekday: str, since: str) -> list[Occurrence]:
    """The next days of what is chosen; none while it makes no sense."""
    try:
        rhythm = Rhythm(Every(every), range(7)[int(weekday)])
        begin = date.fromisoformat(since)
    except (ValueError, IndexError):
        return []
    day_before = max(begin - timedelta(days=1), clock.today())
    return occurrences(rhythm, since=begin, after=day_before, is_holiday=calendar().is_holiday, count=AHEAD)

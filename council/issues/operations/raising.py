"""Raising an issue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from council.base import clock
from council.base.db import db, operation
from council.base.errors import Invalid
from council.base.once import answered, keep, own_key
from council.base.series import next_number
from council.issues.models import Issue, IssuePhoto
from council.issues.operations.clocks import turn
from council.issues.operations.common import note
from council.issues.operations.counting import add
from council.issues.operations.standing import stands
from council.issues.rules import pressing
from council.issues.rules.numbers import counts_of
from council.issues.states import IssueState, Source
from council.journal.operations import Ref
from council.media.models import Photo
from council.organisation.models import Place
from council.privacy.checks import refuse_personal_numbers

MOST_PHOTOS = 4


class Origin(NamedTuple):
    """How an issue came in, and for whom: `reporter_id` is whom it troubles, where that is not who typed it."""

    source: Source = Source.RESIDENT
    reporter_id: int | None = None
    #: the resident agreed that it is raised for them
    consent: bool = False
    #: what it came up in: a meeting
    born_in: Ref | None = None


#: Somebody raises their own.
OWN = Origin()
#: Ways in by which somebody types for somebody else, who must agree.
FOR_OTHERS = frozenset({Source.ON_BEHALF, Source.VISIT, Source.PHONE})


@operation
def raise_issue(
    *,
    actor_id: int | None,
    place: Place,
    title: str,
    detail: str = "",
    spot: str = "",
    anonymous: bool = False,
    urgent: bool = False,
    origin: Origin = OWN,
    photos: Sequence[Photo] = (),
    key: str | None = None,
) -> Issue:
    """Raise an issue about `place` (an estate or a part of one); the same `key` twice gives the same issue.

    `actor_id` is who types it, None for a visitor without an account.

    Raises:
        Invalid: the title is empty, has no word in it or a personal number, the place lies in no estate, there are more
            than four photos, or somebody for whom it is raised did not agree.
    """
    key = own_key("issues.raise", actor_id, key)
    if (seen := answered(key, Issue)) is not None:
        return seen
    _check(title, place, photos, origin)
    now = clock.now()
    for_other = origin.source in FOR_OTHERS and origin.reporter_id != actor_id
    issue = Issue(
        number=_next_issue_number(place.estate_id or 0, now),
        title=title,
        detail=detail,
        spot=spot,
        place_id=place.id,
        estate_id=place.estate_id,
        source=origin.source,
        reporter_id=None if origin.source is Source.VISITOR else origin.reporter_id or actor_id,
        entered_by_id=actor_id if for_other else None,
        handler_id=place.estate_id,
        anonymous=anonymous,
        urgent=urgent,
        state=IssueState.SUBMITTED,
        raised_at=now,
        pressing=pressing(supports=0, raised_at=now),
        photos=[IssuePhoto(photo_id=photo.id, position=at) for at, photo in enumerate(photos)],
    )
    db.session.add(issue)
    db.session.flush()
    turn(issue, None, now)
    add(issue, counts_of(now, (), ()))
    stands(issue)
    about: dict[str, Any] = {"place": place.id, "photos": len(photos), "anonymous": anonymous}
    touched = [origin.born_in] if origin.born_in else []
    note(issue, actor_id, "issues.issue.raised", touched, source=origin.source, **about)
    keep(key, issue.id)
    return issue


def _check(title: str, place: Place, photos: Sequence[Photo], origin: Origin) -> None:
    if not title.strip():
        raise Invalid(_("Say in one line what it is about."), field="title")
    if not any(sign.isalnum() for sign in title):
        raise Invalid(_("Say it in words, so that it can be found and answered."), field="title")
    refuse_personal_numbers({"title": title})  # in lists; from the rest the pages keep numbers away from neighbours
    if place.estate_id is None:
        raise Invalid(_("Choose where it is."), field="place")
    if len(photos) > MOST_PHOTOS:
        raise Invalid(_("At most %(number)s photos.", number=MOST_PHOTOS), field="photos")
    if origin.source in FOR_OTHERS and not origin.consent:
        raise Invalid(_("Ask the resident first, then tick that they agree."), field="consent")


def _next_issue_number(estate_id: int, now: datetime) -> str:
    """`GY-2026-0137`: the estate's code, the year, a number that starts anew each year."""
    code = db.session.get_one(Place, estate_id).code
    year = clock.local(now).year
    return f"{code}-{year}-{next_number(f'issue-{code}-{year}'):04d}"

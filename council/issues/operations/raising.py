"""Raising an issue."""

from collections.abc import Sequence
from datetime import datetime

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
from council.issues.rules.numbers import counts_of
from council.issues.states import IssueState
from council.media.models import Photo
from council.organisation.models import Place
from council.privacy.checks import refuse_personal_numbers

MOST_PHOTOS = 4


@operation
def raise_issue(
    *,
    actor_id: int,
    place: Place,
    title: str,
    detail: str = "",
    spot: str = "",
    anonymous: bool = False,
    photos: Sequence[Photo] = (),
    key: str | None = None,
) -> Issue:
    """Raise an issue about `place` (an estate or a part of one); the same `key` twice gives the same issue.

    Raises:
        Invalid: the title is empty or holds a personal number, the place lies in no estate, or there are more than
            four photos.
    """
    key = own_key("issues.raise", actor_id, key)
    if (seen := answered(key, Issue)) is not None:
        return seen
    if not title.strip():
        raise Invalid(_("Say in one line what it is about."), field="title")
    refuse_personal_numbers({"title": title})  # in lists; from the rest the pages keep numbers away from neighbours
    if place.estate_id is None:
        raise Invalid(_("Choose where it is."), field="place")
    if len(photos) > MOST_PHOTOS:
        raise Invalid(_("At most %(number)s photos.", number=MOST_PHOTOS), field="photos")
    now = clock.now()
    issue = Issue(
        number=_next_issue_number(place.estate_id, now),
        title=title,
        detail=detail,
        spot=spot,
        place_id=place.id,
        estate_id=place.estate_id,
        reporter_id=actor_id,
        handler_id=place.estate_id,
        anonymous=anonymous,
        state=IssueState.SUBMITTED,
        raised_at=now,
        photos=[IssuePhoto(photo_id=photo.id, position=at) for at, photo in enumerate(photos)],
    )
    db.session.add(issue)
    db.session.flush()
    turn(issue, None, now)
    add(issue, counts_of(now, (), ()))
    note(issue, actor_id, "issues.issue.raised", place=place.id, photos=len(photos), anonymous=anonymous)
    keep(key, issue.id)
    return issue


def _next_issue_number(estate_id: int, now: datetime) -> str:
    """`GY-2026-0137`: the estate's code, the year, a number that starts anew each year."""
    code = db.session.get_one(Place, estate_id).code
    year = clock.local(now).year
    return f"{code}-{year}-{next_number(f'issue-{code}-{year}'):04d}"

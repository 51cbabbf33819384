"""Photos in a form: take what came, keep what is good, name what is not.

In a view: `taken = take_photos(actor=actor, limit=4)` before the form is checked; `taken.photos` go to the operation,
`taken.problems` beside the field, and the form's template calls `photos_field(taken, …)` of `media/_photos_field.html`.
A form that comes back with errors carries the tokens of the photos that are kept already.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from council.base.errors import Invalid
from council.media.documents import Document, document
from council.media.models import Photo
from council.media.operations import keep
from council.media.queries import attachable, staged_count
from council.media.rules import MOST_BYTES, MOST_STAGED, BadPhoto, Prepared, Problem, prepare
from council.permits.actor import Actor

log = logging.getLogger(__name__)


@dataclass
class Taken:
    """What a form's photos came to: the kept ones in order, and a sentence for each that could not be taken."""

    photos: list[Photo] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    limit: int = 4


def take_photos(*, actor: Actor | None, limit: int = 4, name: str = "photos", token_name: str = "photo_token") -> Taken:
    """Take the photos of the request's form: `token_name` those kept before, `name` the files sent now."""
    return photos_from(request.files.getlist(name), request.form.getlist(token_name), limit=limit, actor=actor)


def photos_from(files: Sequence[FileStorage], tokens: Sequence[str], *, limit: int, actor: Actor | None) -> Taken:
    """The same for given files and tokens. Re-encoding happens outside any transaction."""
    kept = attachable(tokens, actor.person_id if actor else None)
    taken = Taken(photos=list(kept[:limit]), limit=limit)
    if len(kept) < len(set(tokens)):
        taken.problems.append(_("A photo from before is not here any more. Choose it again."))
    ready, left_out = _prepared([file for file in files if file.filename], taken, actor)
    for name, prepared in ready:
        _keep(name, prepared, taken, actor)
    if left_out or len(kept) > limit:
        taken.problems.append(_("At most %(number)s photos. The rest was left out.", number=limit))
    return taken


def document_from(file: FileStorage) -> Document:
    """A PDF or a picture that was sent, as it may be kept.

    Raises:
        Invalid: it cannot be kept, with what to do (field `file`).
    """
    try:
        return document(_read(file))
    except BadPhoto as bad:
        raise Invalid(_about_document(bad.problem, _short(file.filename or "")), field="file") from bad


def _prepared(
    sent: Sequence[FileStorage], taken: Taken, actor: Actor | None
) -> tuple[list[tuple[str, Prepared]], bool]:
    """The good ones of `sent` with their names, and whether there were too many; the problems go into `taken`."""
    ready: list[tuple[str, Prepared]] = []
    room = MOST_STAGED - staged_count(actor.person_id if actor else None) if sent else 0
    for file in sent:
        if len(taken.photos) + len(ready) >= taken.limit:
            return ready, True
        name = _short(file.filename or "")
        if len(ready) >= room:
            taken.problems.append(_("%(name)s is one too many for today. Send it tomorrow.", name=name))
            continue
        try:
            ready.append((name, prepare(_read(file))))
        except BadPhoto as bad:
            taken.problems.append(_sentence(bad.problem, name))
    return ready, False


def _keep(name: str, prepared: Prepared, taken: Taken, actor: Actor | None) -> None:
    try:
        photo = keep(prepared=prepared, uploaded_by=actor.person_id if actor else None)
    except OSError:
        log.exception("a photo could not be kept")
        sentence = _("%(name)s could not be kept: there is no room here. Send the rest without it.", name=name)
        taken.problems.append(sentence)
        return
    if photo not in taken.photos:
        taken.photos.append(photo)


def _read(file: FileStorage) -> bytes:
    """At most one byte more than is allowed: enough to know that it is too much."""
    return file.stream.read(MOST_BYTES + 1)


def _short(name: str) -> str:
    """A file's name as a sentence can bear it: no folders, no control signs, at most 40 characters."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in base if sign.isprintable())
    return clean if len(clean) <= 40 else f"{clean[:24]}…{clean[-12:]}"


def _about_document(problem: Problem, name: str) -> str:
    if problem is Problem.EMPTY:
        return _("%(name)s is empty. Choose another file.", name=name)
    if problem is Problem.TOO_LARGE:
        return _("%(name)s is larger than 15 MB. Send a smaller file, or a link to it.", name=name)
    if problem is Problem.NOT_A_PHOTO:
        return _("%(name)s is neither a PDF nor a picture. Save it as a PDF and send that.", name=name)
    if problem is Problem.DAMAGED:
        return _("%(name)s is damaged or not complete. Choose it again, or another file.", name=name)
    return _sentence(problem, name)


def _sentence(problem: Problem, name: str) -> str:
    if problem is Problem.TOO_LARGE:
        return _("%(name)s is larger than 15 MB. Choose a smaller photo.", name=name)
    if problem is Problem.TOO_MANY_PIXELS:
        return _("%(name)s has more than 50 million pixels. Choose a smaller photo.", name=name)
    if problem is Problem.HEIF:
        return _("%(name)s is a HEIC photo, which not everyone can see. Send a screenshot of it instead.", name=name)
    if problem is Problem.DAMAGED:
        return _("%(name)s is damaged. Choose another photo.", name=name)
    return _("%(name)s is not a photo. Choose another.", name=name)

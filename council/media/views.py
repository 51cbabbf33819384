"""Showing photos."""

from flask import Blueprint, Response, abort, make_response, render_template, request, send_file

from council.media import files
from council.media.queries import photo_by_token
from council.media.uploads import take_photos
from council.media.urls import photo_url
from council.permits.current import signed_in
from council.web.answers import Answer

bp = Blueprint("media", __name__)
bp.add_app_template_global(photo_url)

#: A photo's address is unguessable and its content never changes.
FOREVER = "private, max-age=31536000, immutable"


@bp.post("/photos")
def upload() -> Answer:
    """Take one photo of a form before the form is sent: its tile with the token, or what is wrong with it (422)."""
    taken = take_photos(actor=signed_in(), limit=1)
    return make_response(render_template("media/_tile.html", taken=taken), 200 if taken.photos else 422)


@bp.get("/photos/<token>")
def photo(token: str) -> Response:
    """A photo, or with `?w=320` its thumbnail. Its address is the key: it stands on pages that ask who is there."""
    found = photo_by_token(token)
    small = request.args.get("w")
    if found is None or small not in (None, str(files.THUMBNAIL)):
        abort(404)
    try:
        path = files.thumbnail(found.sha256) if small else files.picture(found.sha256)
        answer = send_file(path, mimetype="image/jpeg", etag=f"{found.sha256}-{small or 'full'}", conditional=True)
    except FileNotFoundError:
        abort(404)
    answer.headers["Cache-Control"] = FOREVER
    return answer

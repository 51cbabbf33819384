"""CSS and JavaScript without a build step: joined, hashed and compressed at start-up.

A page loads one style sheet and one script. Their addresses hold the hash of their text,
so browsers may keep them for ever; in debug a changed file makes a new address at once.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Flask, Response, abort, request

STATIC = Path(__file__).resolve().parents[2] / "static"

#: What a phone runs; a desk adds to it.
PHONE_SCRIPTS = (
    "vendor/htmx-*.min.js",
    "vendor/htmx-ext-sse-*.js",
    "js/htmx-bridge.js",
    "js/stream.js",
    "js/room.js",
    "js/hand.js",
    "js/poll.js",
    "js/conn.js",
    "js/clock.js",
    "js/drafts.js",
    "js/photos.js",
    "js/copy.js",
    "js/code.js",
    "js/focus.js",
    "js/tracker.js",
)

#: A bundle is files in order; a pattern stands for its matches, sorted by name.
BUNDLES: dict[str, tuple[str, ...]] = {
    "phone.css": (
        "css/tokens.css",
        "css/base.css",
        "css/components/*.css",
        "css/phone.css",
        "css/rooms/*.css",
    ),
    "desk.css": (
        "css/tokens.css",
        "css/base.css",
        "css/components/*.css",
        "css/phone.css",
        "css/desk.css",
        "css/rooms/*.css",
        "css/desk/*.css",
    ),
    "wall.css": ("css/tokens.css", "css/base.css", "css/components/*.css", "css/projector.css"),
    "print.css": (
        "css/tokens.css",
        "css/base.css",
        "css/components/*.css",
        "css/print.css",
        "css/rooms/minutes.css",
        "css/paper/*.css",
    ),
    "phone.js": PHONE_SCRIPTS,
    "desk.js": (
        *PHONE_SCRIPTS,
        "js/typed.js",
        "js/keys.js",
        "js/undo.js",
        "js/drag.js",
        "js/bell.js",
        "js/mirror.js",
        "js/driving.js",
    ),
    "wall.js": (
        "vendor/htmx-*.min.js",
        "vendor/htmx-ext-sse-*.js",
        "js/htmx-bridge.js",
        "js/stream.js",
        "js/room.js",
        "js/poll.js",
        "js/conn.js",
        "js/clock.js",
        "js/awake.js",
    ),
    "favicon.svg": ("favicon.svg",),
}

FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Bundle:
    """One joined file, ready to be sent."""

    name: str
    body: bytes
    packed: bytes
    stamp: int

    @cached_property
    def digest(self) -> str:
        """First 12 hex digits of the SHA-256 of the text."""
        return hashlib.sha256(self.body).hexdigest()[:12]

    @cached_property
    def file_name(self) -> str:
        """For example `phone-1f0c9a7be21d.css`."""
        stem, _, ending = self.name.rpartition(".")
        return f"{stem}-{self.digest}.{ending}"


class Assets:
    """The bundles of one static folder; with `watch` a changed file is noticed."""

    def __init__(self, folder: Path, *, watch: bool = False) -> None:
        self._folder = folder
        self._watch = watch
        self._bundles = {name: self._build(name) for name in BUNDLES}

    def bundle(self, name: str) -> Bundle:
        """The current bundle; raises KeyError for a name that is not in `BUNDLES`."""
        bundle = self._bundles[name]
        if self._watch and bundle.stamp != _stamp(self._sources(name)):
            bundle = self._bundles[name] = self._build(name)
        return bundle

    def _sources(self, name: str) -> list[Path]:
        return [path for pattern in BUNDLES[name] for path in sorted(self._folder.glob(pattern))]

    def _build(self, name: str) -> Bundle:
        sources = self._sources(name)
        # A script file that ends without a semicolon must not run into the next one.
        glue = "\n;\n" if name.endswith(".js") else "\n"
        body = glue.join(path.read_text(encoding="utf-8") for path in sources).encode()
        return Bundle(name, body, gzip.compress(body, mtime=0), _stamp(sources))


def init_app(app: Flask) -> None:
    """Serve the bundles under /static and give templates `asset('phone.css')`."""
    assets = app.extensions["assets"] = Assets(STATIC, watch=app.debug)
    app.jinja_env.globals["asset"] = lambda name: f"/static/{assets.bundle(name).file_name}"

    def send_bundle(stem: str, digest: str, ending: str) -> Response:
        name = f"{stem}.{ending}"
        if name not in BUNDLES:
            abort(404)
        return _respond(assets.bundle(name), digest)

    def send_favicon() -> Response:
        return _respond(assets.bundle("favicon.svg"), "")

    app.add_url_rule(
        "/static/<string(minlength=1):stem>-<string(length=12):digest>.<any(css,js,svg):ending>",
        "asset_bundle",
        send_bundle,
    )
    app.add_url_rule("/favicon.ico", "favicon", send_favicon)


def assets_of(app: Flask) -> Assets:
    """The bundles that `app` serves."""
    found = app.extensions["assets"]
    assert isinstance(found, Assets)
    return found


def _respond(bundle: Bundle, digest: str) -> Response:
    """The bundle, packed when the browser takes gzip; an old address gets today's text uncached."""
    packed = request.accept_encodings["gzip"] > 0
    response = Response(bundle.packed if packed else bundle.body)
    kind = mimetypes.guess_type(bundle.name)[0] or "application/octet-stream"
    response.content_type = f"{kind}; charset=utf-8"
    if packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOREVER if digest == bundle.digest else "no-cache"
    response.set_etag(bundle.digest)
    response.make_conditional(request)
    return response


def _stamp(paths: Iterable[Path]) -> int:
    """A number that changes when a file is added, removed or edited."""
    return hash(tuple((str(path), path.stat().st_mtime_ns) for path in paths))

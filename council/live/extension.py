"""`init_app` gives an application its live room, at `app.extensions["live"]`.

Settings: `SECRET_KEY` (and `SECRET_KEY_FALLBACKS`), `REDIS_URL`, `SQLALCHEMY_DATABASE_URI`, `PUBLIC_URL`;
`LIVE_MAX_STREAMS` (6000), `LIVE_MAX_FALLBACK_STREAMS` (300, `flask run`), `LIVE_BUS` (`auto`; in tests `local`),
`LIVE_HEARTBEAT` (20 s), `LIVE_MAX_AGE` (600 s), `LIVE_INTERVAL` (0.25 s).
"""

import time
from collections.abc import Sequence

from flask import Flask, current_app, request
from flask_babel import get_locale

from council.live import topics
from council.live.coalescer import INTERVAL
from council.live.fallback import blueprint
from council.live.renderers import Renderers, registry
from council.live.service import Live, live_of


def init_app(app: Flask, renderers: Renderers = registry) -> Live:
    """Give `app` its live room, `live_url` in templates, and `/live/…` for servers without a native stream."""
    app.config.setdefault("LIVE_MAX_STREAMS", 6000)
    app.config.setdefault("LIVE_MAX_FALLBACK_STREAMS", 300)
    app.config.setdefault("LIVE_BUS", "local" if app.testing else "auto")
    app.config.setdefault("LIVE_HEARTBEAT", 20.0)
    app.config.setdefault("LIVE_MAX_AGE", 600.0)
    app.config.setdefault("LIVE_INTERVAL", INTERVAL)
    app.extensions["live"] = live = Live(app, renderers)
    app.register_blueprint(blueprint)
    app.jinja_env.globals["live_url"] = live_url
    return live


def live_url(*things: Sequence[object]) -> str:
    """The address, with ticket, of one stream of several fragments in the reader's language.

    Args:
        things: each (noun, id, view), for example `("meeting", 12, "wall")`. Whoever calls this has checked that the
            reader may see them.
    """
    locale = str(get_locale())
    names = [str(topics.Topic(str(noun), int(str(key)), str(view), locale)) for noun, key, view in things]
    ticket = live_of(current_app).tickets.issue(names, now=time.time())
    return f"{request.script_root}/live/{','.join(names)}?ticket={ticket}"

"""`/live/…` for servers without a native stream (`flask run`): one thread a stream, so only a few hundred.

Above the cap a screen gets 503 and polls instead.
"""

import logging
import random
import time
from collections.abc import Iterator
from threading import Event

from flask import Blueprint, Response, current_app, request

from council.live import frames
from council.live.hub import Subscription, TooManyStreams
from council.live.service import Live, Refused, live_of
from council.live.stream import RETRY_AFTER, STREAM_HEADERS

log = logging.getLogger(__name__)

blueprint = Blueprint("live", __name__)


@blueprint.get("/live/<path:names>")
def stream(names: str) -> Response:
    """A stream as a generator."""
    live = live_of(current_app)
    _warn_once(live)
    live.start_in_thread()
    woken = Event()
    try:
        admitted = live.admit(names, request.args.get("ticket", ""))
        if live.hub.streams >= current_app.config["LIVE_MAX_FALLBACK_STREAMS"]:
            raise TooManyStreams
        subscription = live.hub.subscribe(admitted, woken.set)
    except Refused as refused:
        return _plain(str(refused), refused.status)
    except TooManyStreams:
        response = _plain("too many streams", 503)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    response = Response(_events(live, subscription, woken), direct_passthrough=True)
    response.call_on_close(lambda: live.hub.unsubscribe(subscription))
    for name, value in STREAM_HEADERS:
        response.headers[name.decode()] = value.decode()
    return response


def _events(live: Live, subscription: Subscription, woken: Event) -> Iterator[bytes]:
    end = time.monotonic() + live.lifetime()
    try:
        yield frames.retry(random.randint(1000, 3000)) + subscription.take()
        while not subscription.closing and time.monotonic() < end:
            woken.wait(live.heartbeat)
            woken.clear()
            yield subscription.take() or frames.HEARTBEAT
    finally:
        live.hub.unsubscribe(subscription)


def _plain(reason: str, status: int) -> Response:
    return Response(reason, status, mimetype="text/plain", headers={"Cache-Control": "no-store"})


def _warn_once(live: Live) -> None:
    if not live.warned_of_fallback:
        live.warned_of_fallback = True
        log.warning("live streams take one thread each here: good for a few hundred; start `python app.py` for a hall")

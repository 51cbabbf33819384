"""The embedded server: one process, `/live/…` as native event streams, everything else Flask in four threads.

`python app.py` starts it. Beside the pages it runs the jobs: the callables in `app.extensions["jobs"]` and
`["long_jobs"]`, each once a second, in an application context, in a thread for each of the two. Under `/rehearsal/…`
it serves the rehearsals, each an application of its own.
"""

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

import uvicorn
from flask import Flask

from council.factory import create_app
from council.live.bus import LocalBus
from council.live.service import live_of
from council.live.stream import PREFIX, live_stream
from council.rehearsal.stages import EXTENSION, Stages
from council.serving.asgi import Receive, Scope, Send
from council.serving.bridge import THREADS, Bridge
from council.serving.jobs import Jobs
from council.serving.mounts import Mounts
from council.serving.wire import Wire

#: Seconds that open requests get when the server stops. Streams are ended at once; screens come back by themselves.
GRACE = 5
#: Seconds an idle connection stays open: longer than the pause between two polls of a screen.
KEEP_ALIVE = 30
#: Bytes of a request's head.
LONGEST_HEAD = 64 * 1024
#: The lanes of jobs: short work, long work.
LANES = ("jobs", "long_jobs")


class Application:
    """The ASGI application: streams, pages, jobs, start and stop.

    Args:
        threads: pages answered at the same time.
        lanes: the names of the job lanes that it works.
    """

    def __init__(self, app: Flask, *, threads: int = THREADS, lanes: Sequence[str] = LANES) -> None:
        self._live = live_of(app)
        self.pages = Bridge(app, threads=threads)
        self._lanes = [Jobs(app, lane) for lane in lanes]
        self._at_work: list[Jobs] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(scope.get("root_path", "") + PREFIX):
            await live_stream(self._live, scope, send)
        else:
            await self.pages(scope, receive, send)

    def end_streams(self) -> None:
        """Tell all streams to end, and take no new ones; on the loop."""
        self._live.hub.close()

    def take_streams(self) -> None:
        """Take streams again."""
        self._live.hub.open()

    async def start(self) -> None:
        """Begin to draw and to work."""
        await self._live.start()
        for lane in self._lanes:
            lane.start()
            self._at_work.append(lane)

    async def stop(self) -> None:
        """End after what runs now."""
        await asyncio.gather(*(asyncio.to_thread(lane.stop, GRACE) for lane in self._at_work))
        await self._live.stop()
        await asyncio.to_thread(self.pages.close)


class House(Application):
    """The main application, and beside it the rehearsals that people open while it runs."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.mounts = Mounts(lambda other: Application(other, threads=2, lanes=LANES[:1]))
        self._stages = Stages(app, create_app, self.mounts)
        if holds_rehearsals(app):
            app.extensions[EXTENSION] = self._stages
        app.extensions["jobs"] = [*app.extensions.get("jobs", []), self._stages.end_old]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif (found := self.mounts.find(scope["path"])) is not None:
            prefix, mounted = found
            await mounted({**scope, "root_path": prefix}, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def end_streams(self) -> None:
        super().end_streams()
        self.mounts.end_streams()

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        await asyncio.to_thread(self._stages.clear)
        self.mounts.start()
        await self.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.to_thread(self._stages.end_all)
        await self.mounts.stop()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})


def holds_rehearsals(app: Flask) -> bool:
    """Whether this server has them: as `REHEARSALS` says, else where no other process can get the next request."""
    wanted = app.config.get("REHEARSALS")
    return isinstance(live_of(app).bus, LocalBus) if wanted is None else bool(wanted)


class Server(uvicorn.Server):
    """uvicorn, but a stop ends the streams first, and a start says so."""

    def __init__(self, config: uvicorn.Config, application: House, on_started: Callable[[], object]) -> None:
        super().__init__(config)
        self.application = application
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.application.end_streams()
        await super().shutdown(sockets)

    @property
    def port(self) -> int:
        """The port that is bound (of use when 0 was asked for)."""
        return int(self.servers[0].sockets[0].getsockname()[1])


def make_server(app: Flask, host: str, port: int, on_started: Callable[[], object] = lambda: None) -> Server:
    """A server that is ready to `run`.

    Proxies are not believed unless `TRUSTED_PROXIES` names them (addresses with commas between).
    """
    application = House(app)
    trusted = app.config.get("TRUSTED_PROXIES") or ""
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        http=Wire,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    return Server(config, application, on_started)


def serve(app: Flask, host: str, port: int, on_started: Callable[[], object] = lambda: None) -> None:
    """Serve `app` until SIGTERM or Ctrl-C; `on_started` is called once the port is open."""
    with suppress(KeyboardInterrupt):  # uvicorn raises it again after an orderly stop
        make_server(app, host, port, on_started).run()

"""The bridge: Flask behind an ASGI server, in a few threads."""

import asyncio
import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from flask import Flask
from werkzeug.exceptions import HTTPException

from council.serving.asgi import Environ, Receive, Scope, Send, Wsgi
from council.serving.bodies import IDLE, ClientGone, drain, spool
from council.serving.environ import environ_of
from council.serving.replies import call, deliver

#: Pages answered at the same time. More only take turns at the interpreter, and the loop has to wait for each of them.
THREADS = 4


class Bridge:
    """An ASGI application that runs `app` in `threads` threads."""

    def __init__(self, app: Flask, *, threads: int = THREADS, idle: float = IDLE) -> None:
        self._app = app
        self.idle = idle
        self._executor = ThreadPoolExecutor(threads, "web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        environ = environ_of(scope)
        wsgi: Wsgi = self._app.wsgi_app
        body: IO[bytes] = io.BytesIO()
        refused = False
        try:
            if "CONTENT_LENGTH" in environ or "HTTP_TRANSFER_ENCODING" in environ:
                body = await spool(environ, receive, self._app.config["MAX_CONTENT_LENGTH"], self.idle)
        except HTTPException as error:
            wsgi, refused = refusal(self._app, error), True
            environ["CONTENT_LENGTH"] = "0"
        except ClientGone:
            return
        environ["wsgi.input"] = body
        try:
            loop = asyncio.get_running_loop()
            reply = await loop.run_in_executor(self._executor, call, wsgi, environ)
        finally:
            body.close()
        await deliver(reply, send, (lambda: drain(receive)) if refused else None)

    def close(self) -> None:
        """Wait for the threads and end them."""
        self._executor.shutdown()


def refusal(app: Flask, error: HTTPException) -> Wsgi:
    """A WSGI application that answers with the application's own page for `error`."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        with app.request_context(environ):
            response = app.finalize_request(app.handle_user_exception(error))
            response.headers["Connection"] = "close"
            return response(environ, start_response)

    return answer

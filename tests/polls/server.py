"""The real server in a process of its own, and voters that use it as a browser without JavaScript does."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data_dir: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`python app.py` on the data in `data_dir`, ready to answer; killed afterwards if it still runs."""
    environment = {**os.environ, "DATA_DIR": str(data_dir), "PORT": str(port), "DEMO": "0", "DATABASE_URL": ""}
    log = (data_dir / "server.log").open("ab")
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(port, process, data_dir / "server.log")
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(10)
        log.close()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            status, _, _ = _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "GET", "/healthz", "")
            if status == 200:
                return
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
    raise AssertionError(f"the server did not start:\n{log.read_text()[-3000:]}")


@dataclass
class Voter:
    """A browser that one person is signed in with."""

    port: int
    person_id: int
    cookie: str
    token: str = field(default="", repr=False)

    def look(self, poll_id: int) -> str:
        """The ballot page; its form's token and the session's cookie are kept."""
        status, headers, page = _ask(self._connection(), "GET", f"/polls/{poll_id}", self.cookie)
        assert status == 200, page
        found = _TOKEN.search(page)
        self.token = found[1] if found else ""
        if fresh := headers.get("Set-Cookie"):
            self.cookie = fresh.partition(";")[0]
        return page

    def vote(self, poll_id: int, choice: str) -> int:
        """Send the form; the status of the answer.

        Raises:
            OSError, http.client.HTTPException: no answer came.
        """
        form = urlencode({"csrf_token": self.token, "choice": choice, "back": f"/polls/{poll_id}"})
        return _ask(self._connection(), "POST", f"/polls/{poll_id}/ballots", self.cookie, form)[0]

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)


def _ask(
    connection: http.client.HTTPConnection, method: str, path: str, cookie: str, form: str | None = None
) -> tuple[int, http.client.HTTPMessage, str]:
    headers = {"Cookie": cookie, "Accept-Language": "en"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connection.request(method, path, form, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()

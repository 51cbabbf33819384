"""A laptop that serves its hall: the server as `make run HOST=0.0.0.0` starts it, in a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLASK = [sys.executable, "-m", "flask"]
#: What a laptop in a hall has not set.
UNSET = (
    "DATABASE_URL",
    "REDIS_URL",
    "PUBLIC_URL",
    "SECRET_KEY",
    "TRUSTED_PROXIES",
    "REHEARSALS",
    "FLASK_DEBUG",
    "SMS_SENDER",
)


@dataclass(frozen=True)
class Laptop:
    """Its folder, its address in the hall's network, its port."""

    folder: Path
    address: str
    port: int

    @property
    def base(self) -> str:
        """Where phones find it."""
        return f"http://{self.address}:{self.port}"

    def environment(self) -> dict[str, str]:
        """What is set on it; `FLASK_APP` is found by itself."""
        kept = {name: value for name, value in os.environ.items() if name not in UNSET}
        own = {"HOST": "0.0.0.0", "PORT": str(self.port), "DATA_DIR": str(self.folder), "DEMO": "1"}
        return kept | own

    def runs(self, *command: str) -> str:
        """What a command of `flask` says; it must not fail."""
        done = subprocess.run(
            [*FLASK, *command], cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"flask {' '.join(command)}: {done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[Sequence[str]]:
        """The server as a user starts it; what it printed at its start, line by line."""
        log = self.folder / "said.txt"
        with log.open("w") as said:
            server = subprocess.Popen(
                [sys.executable, "app.py"], cwd=ROOT, env=self.environment(), stdout=said, stderr=subprocess.STDOUT
            )
        try:
            self._wait(server, log)
            yield log.read_text().splitlines()
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)

    def _wait(self, server: "subprocess.Popen[bytes]", log: Path) -> None:
        end = time.monotonic() + 90
        while True:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                    if answer.status == 200 and "projector" in log.read_text():
                        return
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                pass
            time.sleep(0.1)


def free_port() -> int:
    """A port on which nothing listens on any address."""
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        return int(probe.getsockname()[1])

"""A browser of 2020 (Chromium 80, as old phones and WeChat have it), spoken to by its debugging pipe.

Playwright needs a newer one. `make old-chromium` fetches the binary; `OLD_CHROMIUM` names another.
"""

import json
import os
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any, Self

BINARY = Path(os.environ.get("OLD_CHROMIUM", "var/old-chromium/chromium"))
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--single-process",
    "--no-zygote",
    "--no-proxy-server",
    "--lang=zh-CN",
    "--window-size=360,740",
    "--remote-debugging-pipe",
)
#: The pipe is read from descriptor 3 and written to descriptor 4.
LAUNCH = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)


class OldBrowser:
    """One page of the old browser; `with` starts and ends it."""

    def __init__(self, folder: Path) -> None:
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        command = [sys.executable, "-c", LAUNCH, str(to_browser), str(from_browser), str(BINARY), *SWITCHES]
        self._process = subprocess.Popen(
            [*command, f"--user-data-dir={folder}"],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._numbers = count(1)
        self._left = b""
        self._session = ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._write)
        os.close(self._read)

    def go(self, address: str) -> None:
        """Open an address."""
        self._ask("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self._ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, script: str, seconds: float = 15) -> None:
        """Wait until an expression is true.

        Raises:
            AssertionError: it was not in time; with the words on the page.
        """
        end = time.monotonic() + seconds
        while not self.run(script):
            assert time.monotonic() < end, f"{script}: {self.run('document.body.innerText')}"
            time.sleep(0.05)

    def tap(self, mark: str) -> None:
        """Tap what carries `data-test=mark`, as soon as it is there."""
        self.until(f"!!document.querySelector('[data-test={mark}]')")
        self.run(f"document.querySelector('[data-test={mark}]').click()")

    def _ask(self, method: str, **params: object) -> Any:
        number = next(self._numbers)
        message: dict[str, object] = {"id": number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            data = os.read(self._read, 65536)
            assert data, "the old browser has ended"
            self._left += data
        message, _end, self._left = self._left.partition(b"\0")
        return json.loads(message)  # type: ignore[no-any-return]

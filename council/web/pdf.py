"""Papers as PDF files, for chat groups and for a printer elsewhere.

WeasyPrint is an extra (`requirements-pdf.txt`): where it is not installed, nothing offers a PDF and printing remains.
A child process draws, one at a time: its 250 MiB are given back when it is done, and what goes wrong in it cannot touch
a meeting that runs. The same paper is drawn once: files are kept by the SHA-256 of what went into them.
"""

import hashlib
import importlib.util
import json
import subprocess
import sys
import threading
from pathlib import Path

from flask import Response, current_app
from flask_babel import gettext as _

from council.base.errors import Busy
from council.web.assets import assets_of
from council.web.saving import save_as

#: Seconds that a paper may take, and that the next one waits for its turn.
LONGEST, TURN = 60, 20
#: Papers kept; the oldest go first.
KEPT = 200
#: WeasyPrint draws a picture without the page's style sheet, so an icon there must say itself that it is lines.
_ICON = '<svg class="icon'
_DRAWN_ICON = '<svg fill="none" stroke="#16181F" stroke-width="1.8" class="icon'
_one_at_a_time = threading.Lock()


def can_draw() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("weasyprint") is not None


def pdf_answer(page: str, file_name: str) -> Response:
    """`page` (HTML of the print layout) as a PDF, saved as `file_name`.

    Raises Busy when other papers are being drawn, or when this one cannot be.
    """
    answer = Response(drawn(page, assets_of(current_app).bundle("print.css").body.decode()), mimetype="application/pdf")
    return save_as(answer, file_name)


def drawn(page: str, css: str) -> bytes:
    """The PDF/UA-1 of `page` with the style sheet `css`; nothing outside the two is read."""
    sent = json.dumps({"page": page.replace(_ICON, _DRAWN_ICON), "css": css}).encode()
    kept = Path(current_app.config["DATA_DIR"]) / "drawn" / f"{hashlib.sha256(sent).hexdigest()}.pdf"
    if not kept.exists():
        _keep(kept, _draw(sent))
    return kept.read_bytes()


def _draw(sent: bytes) -> bytes:
    if not _one_at_a_time.acquire(timeout=TURN):
        raise Busy(_("Other papers are being drawn. Please try again in a moment."))
    try:
        command = [sys.executable, "-m", "council.web.pdf_drawing"]
        done = subprocess.run(command, input=sent, capture_output=True, timeout=LONGEST, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        current_app.logger.error("a paper was not drawn: %s", (error.stderr or b"")[-2000:].decode(errors="replace"))
        raise Busy(_("This paper could not be made into a PDF. Please print the page instead.")) from error
    finally:
        _one_at_a_time.release()
    return done.stdout


def _keep(path: Path, paper: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    half = path.with_suffix(f".{threading.get_ident()}")
    half.write_bytes(paper)
    half.replace(path)
    for old in sorted(path.parent.glob("*.pdf"), key=lambda each: each.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)

"""QR codes as inline SVG, drawn here: nothing is fetched from outside."""

import io

import segno
from flask import current_app, request
from markupsafe import Markup

from council.base.addresses import EVERYWHERE, bound_address, host_of, is_local, is_this_machine


def qr_svg(text: str, label: str) -> Markup:
    """An SVG of the QR code for `text`; `label` says what it opens, for those who cannot see it.

    Error correction M: readable from the back row and with a thumb over a corner.
    """
    code = segno.make(text, error="m", micro=False)
    size = code.symbol_size(border=0)[0]
    path = io.BytesIO()
    code.save(path, kind="svg", border=0, xmldecl=False, svgns=False, omitsize=True, nl=False, svgclass=None)
    drawn = path.getvalue().decode()
    strokes = drawn[drawn.index('d="') + 3 :].split('"', 1)[0]
    return Markup(
        '<svg class="qr" viewBox="-2 -2 {w} {w}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<path fill="none" stroke="#0F1430" d="{d}"/></svg>'
    ).format(w=size + 4, label=label, d=strokes)


def squares_of(text: str) -> int:
    """How many squares a side the code for `text` has. Capitals, digits and `:/.-` alone make the smallest."""
    return int(segno.make(text, error="m", micro=False).symbol_size(border=0)[0])


def whole_address(path: str) -> str:
    """The whole address of a path of this site, as `url_for` gives it: for what leaves the site."""
    return public_base() + path.removeprefix(request.script_root)


def public_base() -> str:
    """What addresses in QR codes and group texts start with: `PUBLIC_URL`, else where this server is reached.

    That is the address this request came to, if it is one of a local network: anybody can write any other into a
    request. A laptop that serves its hall and opens the wall as 127.0.0.1 shows the address that phones can reach.
    """
    config = current_app.config
    if config.get("PUBLIC_URL"):
        return str(config["PUBLIC_URL"])
    host, bound = host_of(request.host), str(config["HOST"])
    if host == bound or (is_local(host) and not (bound in EVERYWHERE and is_this_machine(host))):
        return request.url_root.rstrip("/")
    return bound_address(bound, int(config["PORT"])) + request.script_root

"""The WSGI environment of an ASGI request. Pure."""

import sys
from urllib.parse import unquote_to_bytes

from council.serving.asgi import Environ, Scope
from council.serving.replies import FileBody


def environ_of(scope: Scope) -> Environ:
    """The WSGI environment (PEP 3333) of an ASGI HTTP scope, without `wsgi.input`."""
    root: str = scope.get("root_path", "")
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    path = unquote_to_bytes(raw.partition(b"?")[0]).decode("latin-1")
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": root.encode().decode("latin-1"),
        "PATH_INFO": path.removeprefix(root.encode().decode("latin-1")),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileBody,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    return environ


def _add_header(environ: Environ, name: str, value: str) -> None:
    if "_" in name or name == "proxy":  # `x_forwarded_for` would pass for the real one; CVE-2016-5385
        return
    key = name.upper().replace("-", "_")
    if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        key = f"HTTP_{key}"
    if key in environ:
        value = environ[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
    environ[key] = value

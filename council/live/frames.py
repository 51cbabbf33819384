"""Frames: server-sent events as bytes. Pure. Format: HTML Living Standard, section 9.2 "Server-sent events"."""

#: An event, not a comment: a page must hear it, to know that no proxy keeps its stream.
HEARTBEAT = b"event: beat\ndata: .\n\n"


def encode(view: str, html: str) -> bytes:
    """The event named `view` with `html` as its data, ready to be written."""
    lines = html.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    data = "\n".join(f"data: {line}" for line in lines)
    return f"event: {view}\n{data}\n\n".encode()


def retry(milliseconds: int) -> bytes:
    """How long a browser waits before it opens the stream again."""
    return f"retry: {milliseconds}\n\n".encode()

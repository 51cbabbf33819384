"""The embedded server's parts: Flask behind an ASGI server, and the jobs beside it. The entry is `council/server.py`.

Nouns: a *bridge* carries a request from the event loop into a thread and its answer back; a *body* is what a client
sends; a *reply* is what the application answers; a *job* is a callable that runs once a second.

Threads only ever compute and never wait for a slow network: a request's body is spooled before a thread is taken, and
a thread writes its whole answer into memory or a file and is free.
"""

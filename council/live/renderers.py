"""Renderers: the functions of the rooms that draw shared fragments.

    @renders("meeting", "wall")
    def wall(meeting_id: int, locale: str) -> str: ...

A renderer runs in a thread, in a request context of nobody (anonymous, no session), in the topic's language, and gives
HTML. What it draws is seen by everyone who holds a ticket of the topic: nothing personal belongs in it.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import force_locale

from council.base.addresses import bound_address
from council.live import frames, topics

#: (id of the thing, locale) → HTML
Renderer = Callable[[int, str], str]


class NoRenderer(LookupError):
    """No room draws this."""


class Renderers:
    """Which function draws which view of which thing."""

    def __init__(self) -> None:
        self._by_view: dict[tuple[str, str], Renderer] = {}

    def renders(self, noun: str, view: str) -> Callable[[Renderer], Renderer]:
        """Register the decorated function for `view` of `noun`. The event that carries it is named `view`.

        Raises:
            ValueError: another function already draws it.
        """

        def register(renderer: Renderer) -> Renderer:
            if self._by_view.setdefault((noun, view), renderer) is not renderer:
                raise ValueError(f"{noun}.{view} is drawn twice")
            return renderer

        return register

    def find(self, topic: topics.Topic) -> Renderer:
        """The function that draws `topic`.

        Raises:
            NoRenderer: there is none.
        """
        try:
            return self._by_view[topic.noun, topic.view]
        except KeyError:
            raise NoRenderer(f"{topic.noun}.{topic.view}") from None


#: The renderers of all rooms; filled as their modules are imported.
registry = Renderers()
renders = registry.renders


def drawer(app: Flask, renderers: Renderers) -> Callable[[str], bytes]:
    """The function that draws a topic of `app` into a frame; for threads that have no request."""
    # What is drawn says the same address as the page around it: a QR code must lead phones here.
    base_url = app.config.get("PUBLIC_URL") or bound_address(app.config.get("HOST", ""), app.config.get("PORT", 80))
    if not app.config.get("PUBLIC_URL"):
        base_url += app.config.get("APPLICATION_ROOT", "/").rstrip("/")
    environ: dict[str, Any] = app.test_request_context("/", base_url=base_url).request.environ

    def draw(name: str) -> bytes:
        topic = topics.parse(name)
        renderer = renderers.find(topic)
        with app.request_context(dict(environ)), force_locale(topic.locale):
            return frames.encode(topic.view, renderer(topic.id, topic.locale))

    return draw

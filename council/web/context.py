"""What every template may use."""

from flask import Flask, current_app
from flask_wtf.csrf import generate_csrf
from werkzeug.local import LocalProxy

from council.base import clock, ids
from council.permits.current import current_actor
from council.web.answers import page_sent_from
from council.web.languages import locale_name
from council.web.preferences import chosen_size


def init_app(app: Flask) -> None:
    """Offer the context to all templates; nothing is computed before a template asks."""
    app.context_processor(_context)
    app.add_template_global(ids.token, "once")
    app.add_template_global(clock.now, "now")
    app.add_template_global(clock.local, "local_time")
    app.add_template_global(page_sent_from)
    app.add_template_global(generate_csrf, "csrf_token")


def _context() -> dict[str, object]:
    locale = locale_name()
    return {
        "actor": LocalProxy(current_actor),
        "locale": locale,
        "html_lang": "zh-CN" if locale == "zh_CN" else "en",
        "text_size": chosen_size(),
        "is_demo": LocalProxy(_is_demo),
        "is_live": False,
        "place_name": LocalProxy(_place_name),
    }


def _is_demo() -> bool:
    return bool(current_app.config.get("IS_DEMO"))


def _place_name() -> str:
    actor = current_actor()
    return actor.home_name if actor else ""

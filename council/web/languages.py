"""Babel, set up: catalogue, time zone, choice of locale."""

from pathlib import Path

from flask import Flask, has_request_context
from flask_babel import Babel

from council import i18n
from council.web.preferences import chosen_locale

babel = Babel()


def init_app(app: Flask) -> None:
    """Set up languages for `app`."""
    babel.init_app(
        app,
        default_locale="zh_CN",
        default_timezone="Asia/Shanghai",
        default_translation_directories=str(Path(i18n.__file__).parent / "translations"),
        locale_selector=lambda: chosen_locale() if has_request_context() else "zh_CN",
    )

"""Babel, set up: catalogue, time zone, choice of locale."""

from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_app_context, has_request_context
from flask_babel import Babel, Domain, get_locale
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from council import i18n
from council.web.preferences import LOCALES, chosen_locale

FOLDER = str(Path(i18n.__file__).parent / "translations")

#: Made once: parsing a locale's name costs more than translating a page.
KNOWN = {name: Locale.parse(name) for name in LOCALES}

babel = Babel()


class Catalogues(Domain):
    """The catalogue of the reader's language. Babel calls `zh_CN` `zh_Hans_CN`; the folder keeps the usual name."""

    def __init__(self) -> None:
        super().__init__(translation_directories=[FOLDER])
        self._loaded: dict[str, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        name = locale_name()
        if name not in self._loaded:
            self._loaded[name] = Translations.load(FOLDER, [name])
        return self._loaded[name]


CATALOGUES = Catalogues()


@pass_eval_context
def _gettext(rules: EvalContext, source: str, **variables: object) -> str:
    """`_()` in templates: what Jinja's own does, on a shorter way: a page asks three hundred times."""
    said = CATALOGUES.get_translations().gettext(source)
    return (Markup(said) if rules.autoescape else said) % variables


def locale_name() -> str:
    """`zh_CN` or `en`: the locale of this request, or the one that is forced."""
    # Where Babel keeps it; asking Babel itself costs ten times that, and a page asks three hundred times.
    kept = g.get("_flask_babel") if has_app_context() else None
    locale = getattr(kept, "babel_locale", None) or get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh_CN"


def init_app(app: Flask) -> None:
    """Set up languages for `app`."""
    babel.init_app(
        app,
        default_locale="zh_CN",
        default_timezone="Asia/Shanghai",
        locale_selector=lambda: KNOWN[chosen_locale() if has_request_context() else "zh_CN"],
    )
    app.extensions["babel"].instance.domain_instance = CATALOGUES
    app.jinja_env.globals |= {"_": _gettext, "gettext": _gettext}

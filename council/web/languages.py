"""Babel, set up: catalogue, time zone, choice of locale."""

from pathlib import Path

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context
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
        self._by_locale: dict[Locale, NullTranslations] = {}

    def get_translations(self) -> NullTranslations:
        name = locale_name()
        if name not in self._loaded:
            self._loaded[name] = Translations.load(FOLDER, [name])
        return self._loaded[name]

    def text(self, source: str) -> str:
        """`source` in the reader's language. A page asks three hundred times, so the way to the catalogue is short."""
        known = getattr(g, "_flask_babel", None) if g else None
        locale = getattr(known, "babel_locale", None)
        loaded = self._by_locale.get(locale) if locale is not None else None
        if loaded is None:
            loaded = self.get_translations()
            if locale is not None:
                self._by_locale[locale] = loaded
        return loaded.gettext(source)


CATALOGUES = Catalogues()


@pass_eval_context
def _gettext(rules: EvalContext, source: str, **variables: object) -> str:
    """`_()` in templates: what Jinja's own does, without its four calls on the way."""
    said = CATALOGUES.text(source)
    return (Markup(said) if rules.autoescape else said) % variables


def locale_name() -> str:
    """`zh_CN` or `en`: the locale of this request, or the one that is forced."""
    locale = get_locale()
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

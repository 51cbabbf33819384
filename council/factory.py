"""Putting the house together: `create_app`."""

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect

from council.accounts import sessions
from council.base.db import db
from council.base.settings import Settings
from council.live.extension import init_app as start_live
from council.web import assets, context, errors, formats, headers, health, icons, intake, languages, preferences

ROOT = Path(__file__).resolve().parent.parent

#: The rooms, lowest floor first; each offers `bp` in its `views`.
ROOMS = (
    "media",
    "organisation",
    "calendar",
    "search",
    "residents",
    "privacy",
    "roster",
    "accounts",
    "charters",
    "issues",
    "deliberation",
    "polls",
    "followup",
    "meetings",
    "minutes",
    "notifications",
    "home",
    "admin",
    "demo",
    "rehearsal",
)
#: Of these the pages lie in the administration.
WITHOUT_PAGES = frozenset({"calendar"})
#: Tables of rooms without pages, so that migrations know them.
TABLES = (
    "council.base.once",
    "council.base.series",
    "council.base.stored",
    "council.journal.models",
)
#: Modules that register something when they are read: tables, permissions, sentences, panels, live screens, consumers,
#: what is kept about people, what of the room lies in places, settings of places, entries of the administration, what
#: it offers on the pages of lower rooms.
REGISTRIES = (
    "models",
    "permissions",
    "sentences",
    "panels",
    "screens",
    "consumers",
    "kept",
    "tree",
    "place_settings",
    "menu",
    "findable",
    "offering",
)

csrf = CSRFProtect()


def _is_ours(_thing: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    """What migrations compare: not the full-text tables, which are no models."""
    return not (kind in ("table", "index") and (name or "").removeprefix("ix_").startswith("search_text"))


migrate = Migrate(render_as_batch=True, compare_type=True, include_object=_is_ours)


def create_app(settings: Settings | None = None, **overrides: Any) -> Flask:
    """The application, set up from `settings` (the environment); `overrides` go into its config (for tests)."""
    settings = settings or Settings.from_environment()
    app = errors.QuietFlask("council", root_path=str(ROOT), static_folder=None, template_folder="templates")
    app.config.update(_config(settings), **overrides)
    Path(app.config["DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    _set_up(app)
    _open_rooms(app)
    return app


def _config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key(),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 12,
            "max_overflow": 8,
            "pool_use_lifo": True,
            "hide_parameters": True,  # a crash must not write names, phone numbers and secrets into the log
        },
        "DATA_DIR": settings.data_dir,
        "REDIS_URL": settings.redis_url,
        "PUBLIC_URL": settings.public_url,
        "TRUSTED_PROXIES": settings.trusted_proxies,
        "NAME_MASK": settings.name_mask,
        "REHEARSALS": settings.rehearsals,
        "HOST": settings.host,
        "PORT": settings.port,
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 80 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "yehua",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.public_url.startswith("https://"),
        "STYLE_PAGE": settings.debug,
        "SMS": settings.sms,
        "PROVIDER": settings.provider,
    }


def _set_up(app: Flask) -> None:
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    intake.init_app(app)
    languages.init_app(app)
    sessions.init_app(app)
    for part in (headers, errors, formats, context, icons, assets):
        part.init_app(app)
    start_live(app)


def _open_rooms(app: Flask) -> None:
    for module in TABLES:
        import_module(module)
    for blueprint in (health.bp, preferences.bp):
        app.register_blueprint(blueprint)
    if app.config["STYLE_PAGE"]:
        app.register_blueprint(import_module("council.web.style_page").bp)
    for room in ROOMS:
        for registry in REGISTRIES:
            if (ROOT / "council" / room / f"{registry}.py").exists():
                import_module(f"council.{room}.{registry}")
        if room not in WITHOUT_PAGES:
            app.register_blueprint(import_module(f"council.{room}.views").bp)
    import_module("council.cli.commands").init_app(app)

"""The administrator's pages, by noun."""

from flask import Blueprint

from council.organisation.words import place_kind_word
from council.residents.team_words import team_word

bp = Blueprint("admin", __name__)


@bp.app_context_processor
def _words() -> dict[str, object]:
    return {"place_kind_word": place_kind_word, "team_word": team_word}


from council.admin.views import (  # noqa: E402  (they add their pages to `bp`)
    handling,  # noqa: F401
    hotlines,  # noqa: F401
    hub,  # noqa: F401
    journal,  # noqa: F401
    moves,  # noqa: F401
    permits,  # noqa: F401
    places,  # noqa: F401
    settings,  # noqa: F401
    teams,  # noqa: F401
    units,  # noqa: F401
    venues,  # noqa: F401
)

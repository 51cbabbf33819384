"""The pages of the roster: imports, exports, lots, merges."""

from flask import Blueprint

from council.roster.models import ImportState
from council.roster.problems import column_word, problem_words
from council.roster.reading.problems import Problem
from council.roster.views.words import change_words, state_word, verdict_word

bp = Blueprint("roster", __name__)


@bp.app_context_processor
def _words() -> dict[str, object]:
    return {
        "column_word": column_word,
        "problem_words": lambda data: problem_words(Problem.from_json(data)),
        "change_words": change_words,
        "import_state_word": state_word,
        "verdict_word": verdict_word,
        "ImportState": ImportState,
    }


from council.roster.views import exports, imports, lots, merges  # noqa: E402, F401

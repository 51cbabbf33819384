"""Pages of the room: ballots and results, the planner's desk, papers, what a sealed box has published."""

from flask import Blueprint

from council.polls.wording import choice_word, exact_text

bp = Blueprint("polls", __name__, url_prefix="/polls")
bp.add_app_template_filter(choice_word, "choice_word")
bp.add_app_template_filter(exact_text, "yuan")

from council.polls.views import ballots, bulletin, desk, papers, planning, proxies, record, standing_in, wall  # noqa: E402,F401  routes are added

"""Pages of the room: ballots and results, planning, papers, the box's bulletin."""

from council.polls.box import models as box_models  # noqa: F401  tables that migrations must know
from council.polls.papers import models as paper_models  # noqa: F401
from council.polls.views.ballots import bp

__all__ = ["bp"]

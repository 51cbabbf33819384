"""Places on the console that higher rooms fill."""

from collections.abc import Callable

from markupsafe import Markup

from council.meetings.room import Room

#: What stands on the console before the meeting has started, below the list of what is there.
before_start: list[Callable[[Room], Markup]] = []

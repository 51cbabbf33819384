"""What a bus calls back: the shapes, so that its kinds need not know each other."""

from collections.abc import Callable

#: Called with the beginning of a topic that changed elsewhere.
OnChange = Callable[[str], None]
#: Called when messages may have been lost: everything counts as changed.
OnGap = Callable[[], None]

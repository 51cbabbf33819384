"""The newest few of what was made, for what is dear to make and soon stale."""

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Few(OrderedDict[K, V]):
    """A dictionary that forgets its oldest beyond `most`; any thread may use it."""

    def __init__(self, most: int = 64) -> None:
        super().__init__()
        self.most = most

    def keep(self, key: K, value: V) -> V:
        """Remember `value`, as the newest; gives it back."""
        self.pop(key, None)  # so that it comes last
        self[key] = value
        if len(self) > self.most:
            self.popitem(last=False)
        return value

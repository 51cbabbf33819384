"""A text in both languages of the demo, and a moment relative to the day it is built."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class Text:
    """The same thing said in Chinese and in English."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """The text for a locale; what is not English reads Chinese, the demo's own language."""
        return self.en if language.lower().startswith("en") else self.zh


@dataclass(frozen=True)
class When:
    """A wall-clock time so many days from today: negative days lie in the past. So the demo is always current."""

    days: int
    clock: str

    def on(self, today: date) -> datetime:
        """The naive local time when the demo is built on `today`."""
        return datetime.combine(today + timedelta(days=self.days), time.fromisoformat(self.clock))

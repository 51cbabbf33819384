"""From an entry to a sentence, when it is read. Each room says how its own acts read."""

from collections.abc import Callable

from council.journal.models import JournalEntry

Sentence = Callable[[JournalEntry], str]

_sentences: dict[str, Sentence] = {}


def reads_as(action: str) -> Callable[[Sentence], Sentence]:
    """Register how entries with this action read, in the reader's language."""

    def register(sentence: Sentence) -> Sentence:
        _sentences[action] = sentence
        return sentence

    return register


def sentence(entry: JournalEntry) -> str:
    """The entry as a sentence; its action's code where no room has said how it reads."""
    told = _sentences.get(entry.action)
    return told(entry) if told else entry.action


def known() -> frozenset[str]:
    """The actions that have a sentence."""
    return frozenset(_sentences)

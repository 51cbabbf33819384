"""How an entry is hashed. Pure, so that anyone can check a chain with nothing but the rows."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

#: What the first entry of a chain has as the hash before it.
GENESIS = "0" * 64


def canonical(data: object) -> str:
    """`data` as JSON that is the same text for the same data: sorted keys, no spaces, UTF-8 kept."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_hash(*, before: str, seq: int, at: datetime, content: Mapping[str, object]) -> str:
    """SHA-256 (hex) of one entry: the hash before it, its number, its time in whole seconds UTC and its content."""
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return hashlib.sha256(canonical([before, seq, stamp, content]).encode()).hexdigest()

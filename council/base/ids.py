"""Random names that nobody can guess, and the codes people type."""

import hashlib
import secrets

#: Crockford base32: no I, L, O, U, so that a code can be read aloud.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def token(size: int = 24) -> str:
    """A secret of `size` random bytes, safe in an address."""
    return secrets.token_urlsafe(size)


def digits(count: int) -> str:
    """`count` random decimal digits, never starting with 0 (people drop leading zeros)."""
    return str(secrets.randbelow(9 * 10 ** (count - 1)) + 10 ** (count - 1))


def fingerprint(text: str) -> str:
    """SHA-256 of `text` in hex: what we keep instead of a secret."""
    return hashlib.sha256(text.encode()).hexdigest()


def short_code(seed: str, length: int = 8) -> str:
    """The same readable code for the same seed, e.g. a receipt number: `7K3M-2QXT`."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    letters = []
    for _ in range(length):
        number, place = divmod(number, 32)
        letters.append(ALPHABET[place])
    half = length // 2
    return f"{''.join(letters[:half])}-{''.join(letters[half:])}"


#: The greatest id that a row can have (PostgreSQL's integer).
MOST = 2**31 - 1


def row_id(text: str | None) -> int | None:
    """The id that `text` from a form or an address names; None for what no row can have."""
    if not text or len(text) > len(str(MOST)) or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= MOST else None

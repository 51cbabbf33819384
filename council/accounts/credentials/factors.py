"""The second factor: six digits that an authenticator makes anew every thirty seconds (TOTP, RFC 6238)."""

import os
from base64 import b64decode, b64encode
from datetime import datetime
from hmac import compare_digest

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from council.accounts.keyed import keyed

#: Seconds that a code lasts, and how many of them either side of now are taken: clocks differ.
PERIOD, WINDOW = 30, 1


class Unreadable(Exception):
    """What was sealed with another key, for somebody else, or is no seal at all."""


def new_secret() -> str:
    """A secret for an authenticator: 160 bits in base32."""
    return pyotp.random_base32()


def address(secret: str, *, login: str, issuer: str) -> str:
    """What the QR code holds (`otpauth://totp/…`)."""
    return pyotp.TOTP(secret, interval=PERIOD).provisioning_uri(name=login, issuer_name=issuer)


def grouped(secret: str) -> str:
    """The secret in groups of four, to be typed."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def step_of(secret: str, code: str, *, now: datetime, after: int) -> int | None:
    """The 30-second step whose code this is; None for a wrong code, or one of a step up to `after`, used already."""
    present = int(now.timestamp()) // PERIOD
    maker = pyotp.TOTP(secret, interval=PERIOD)
    found = None
    for step in range(present - WINDOW, present + WINDOW + 1):
        if compare_digest(maker.at(step * PERIOD).encode(), code.encode()) and step > after:
            found = step
    return found


def seal(text: str, purpose: str) -> str:
    """Encrypt with the machine's key (AES-256-GCM); only the same purpose opens it."""
    nonce = os.urandom(12)
    return b64encode(nonce + AESGCM(keyed("seal", "1")).encrypt(nonce, text.encode(), purpose.encode())).decode()


def unseal(sealed: str, purpose: str) -> str:
    """The text in a seal.

    Raises:
        Unreadable: another machine's key, another purpose, or damaged.
    """
    try:
        raw = b64decode(sealed, validate=True)
        return AESGCM(keyed("seal", "1")).decrypt(raw[:12], raw[12:], purpose.encode()).decode()
    except (ValueError, InvalidTag) as error:
        raise Unreadable from error

"""Words made and checked with the machine's key: whoever has only a copy of the database cannot make them."""

import hmac

from flask import current_app


def keyed(purpose: str, text: str) -> bytes:
    """32 bytes that only this machine can work out from `text`; another purpose gives others (HMAC-SHA256)."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(secret, f"{purpose}|{text}".encode(), "sha256")


def keyed_hex(purpose: str, text: str) -> str:
    """`keyed` as 64 hex digits: what is kept of a short code, so that a leak of the table cannot be guessed through."""
    return keyed(purpose, text).hex()

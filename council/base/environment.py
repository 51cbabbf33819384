"""Reading environment variables: typed, and loud where a value cannot be meant."""

import os


class WrongSetting(RuntimeError):
    """An environment variable has a value that cannot be meant."""


def integer(name: str, default: int) -> int:
    """The whole number in `name`; `default` where it is unset or empty."""
    text = os.environ.get(name, "")
    try:
        return int(text) if text else default
    except ValueError:
        raise WrongSetting(f"{name}={text!r} is not a whole number") from None


def switch(name: str, default: bool) -> bool:
    """Whether `name` says yes; `default` where it is unset or empty."""
    text = os.environ.get(name, "").lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    if text:
        raise WrongSetting(f"{name}={text!r} is neither 1 nor 0")
    return default

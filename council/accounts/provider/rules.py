"""Pure decisions about what a provider says of somebody."""

from collections.abc import Collection, Mapping
from typing import Any

#: The longest subject that OpenID Connect allows.
SUBJECT_LENGTH = 255


def named_by(claims: Mapping[str, Any], claim: str) -> str:
    """What the configured claim says, as text; empty where it says nothing usable."""
    value = claims.get(claim)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    return str(value).strip()[:64]


def verified_phone(claims: Mapping[str, Any]) -> str:
    """The phone number that the provider has checked; empty without one."""
    number = claims.get("phone_number")
    return number if isinstance(number, str) and claims.get("phone_number_verified") is True else ""


def is_strong(claims: Mapping[str, Any], wanted: Collection[str]) -> bool:
    """Whether somebody signed in there as strongly as is asked for: one of `wanted` in `acr` or `amr`; none: always."""
    said = claims.get("amr")
    methods = [each for each in said if isinstance(each, str)] if isinstance(said, list) else []
    acr = claims.get("acr")
    return not wanted or acr in wanted or any(method in wanted for method in methods)

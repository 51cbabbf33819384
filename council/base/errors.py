"""What can go wrong in the domain, once for all rooms. `web.errors` turns each into an answer."""


class DomainError(Exception):
    """Something a person asked for cannot be done. `message` is a translated sentence for that person."""

    status = 400

    def __init__(self, message: object = "") -> None:
        super().__init__(message)
        self.message = message


class NotVisible(DomainError):
    """It does not exist for this person (404): whether it exists at all is not told."""

    status = 404


class Forbidden(DomainError):
    """The person may see it but may not do this (403)."""

    status = 403


class SignInNeeded(DomainError):
    """Nobody is signed in, and this needs a person (the way leads to the sign-in page)."""

    status = 401


class Conflict(DomainError):
    """The world has moved on: closed meanwhile, taken by another, changed by another (409)."""

    status = 409


class Busy(DomainError):
    """The database did not let us in in time, so nothing was written (503): the same again may work."""

    status = 503


class Invalid(DomainError):
    """What was sent cannot be right (422). `field` names the field it belongs to, if one does."""

    status = 422

    def __init__(self, message: object = "", *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field

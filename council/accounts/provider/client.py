"""Talking to the identity provider: code flow with PKCE, state and nonce. Authlib speaks, this says what went wrong."""

import logging
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.flask_client import OAuth
from flask import current_app, request, session
from joserfc.errors import JoseError
from requests import RequestException

from council.accounts.provider.rules import SUBJECT_LENGTH
from council.base.door_settings import ProviderSettings
from council.web.answers import Answer

log = logging.getLogger(__name__)

#: Seconds to wait for the provider.
TIMEOUT = 5
_NAME, _SCOPE = "provider", "openid profile phone"
#: Signatures that are taken: by a key that only the provider has.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]


class Trouble(StrEnum):
    """What went wrong on the way through the provider."""

    #: the person said no there, or was refused
    DENIED = "denied"
    #: the answer belongs to no question of this browser, or to one of some time ago
    STRAY = "stray"
    #: what came is not signed by the provider, not for us, or too old
    FALSE = "false"
    #: it does not answer, or nonsense
    SILENT = "silent"


class ProviderError(Exception):
    """Signing in by the provider did not work."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def provider_settings() -> ProviderSettings | None:
    """How the provider is reached; None where there is none."""
    settings: ProviderSettings | None = current_app.config["PROVIDER"]
    return settings


def to_provider(callback: str) -> Answer:
    """Send the browser to the provider. State, nonce and PKCE's verifier lie in the signed session of this browser.

    Raises:
        ProviderError: it does not say where to.
    """
    for key in [key for key in session if key.startswith(f"_state_{_NAME}_")]:
        session.pop(key)  # a first try that was given up: the cookie stays small
    extra = {"acr_values": " ".join(wanted)} if (wanted := _settings().require) else {}
    try:
        answer: Answer = _ready_client().authorize_redirect(callback, **extra)
    except (AuthlibBaseError, RequestException, ValueError, RuntimeError, KeyError) as error:
        raise _told(error, Trouble.SILENT) from error
    return answer


def claims_of_answer() -> Mapping[str, Any]:
    """What the provider says of the person who came back, signature, audience, times and nonce checked.

    Raises:
        ProviderError: something is wrong with it.
    """
    if "error" in request.args and "state" not in request.args:
        raise ProviderError(Trouble.DENIED)
    settings = _settings()
    options = {
        "iss": {"essential": True, "values": [settings.issuer]},
        "aud": {"essential": True, "values": [settings.client_id]},
    }
    try:
        claims = _ready_client().authorize_access_token(claims_options=options, leeway=60).get("userinfo")
    except MismatchingStateError as error:
        raise _told(error, Trouble.STRAY) from error
    except JoseError as error:
        raise _told(error, Trouble.FALSE) from error
    except AuthlibBaseError as error:
        raise _told(error, _meant(error)) from error
    except RequestException as error:
        raise _told(error, Trouble.SILENT) from error
    except (ValueError, KeyError, TypeError, RuntimeError, AttributeError) as error:
        raise _told(error, Trouble.FALSE) from error
    if not claims or not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= SUBJECT_LENGTH:
        raise ProviderError(Trouble.FALSE)
    return dict(claims)


def _meant(error: AuthlibBaseError) -> Trouble:
    return {"access_denied": Trouble.DENIED, "invalid_grant": Trouble.STRAY}.get(str(error.error), Trouble.FALSE)


def _told(error: Exception, trouble: Trouble) -> ProviderError:
    """Operators find the kind of the error in the log; what came with it may be anybody's."""
    log.warning("Signing in by the provider failed: %s (%s)", trouble, getattr(error, "error", type(error).__name__))
    return ProviderError(trouble)


def _settings() -> ProviderSettings:
    settings = provider_settings()
    assert settings is not None
    return settings


def _ready_client() -> Any:
    """The client, once the provider has said of itself what the settings say of it.

    Raises:
        ValueError: it calls itself something else, so what it signs would be somebody else's word.
    """
    client = _client()
    said = client.load_server_metadata()
    if said.get("issuer") != _settings().issuer:
        current_app.extensions.pop("provider")
        raise ValueError("another issuer")
    offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
    said["id_token_signing_alg_values_supported"] = [each for each in _ALGORITHMS if each in offered]
    return client


def _client() -> Any:
    """The client of this application, made when it is first wanted; the provider is asked only then."""
    if "provider" not in current_app.extensions:
        settings = _settings()
        oauth = OAuth(current_app)
        oauth.register(
            _NAME,
            client_id=settings.client_id,
            client_secret=settings.client_secret or None,
            server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": _SCOPE,
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT,
            },
        )
        current_app.extensions["provider"] = oauth.create_client(_NAME)
    return current_app.extensions["provider"]

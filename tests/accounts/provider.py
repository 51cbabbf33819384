"""A small OpenID Connect provider on this machine, with real keys and signatures; each test bends one thing of it."""

import hashlib
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "yehua", "between us"
#: Made once: a key takes a moment.
KEY, OTHER_KEY = (RSAKey.generate_key(2048, parameters={"kid": "1"}, private=True) for _key in range(2))

Bend = Callable[[dict[str, Any]], None]


@dataclass
class Identity:
    """The provider: who signs in there, and what is wrong with its answers."""

    issuer: str
    claims: dict[str, Any] = field(default_factory=dict)
    #: changes the ID token's claims just before they are signed
    bend: Bend = lambda claims: None
    signs_with: RSAKey = field(default_factory=lambda: KEY)
    algorithm: str = "RS256"
    #: instead of the token's answer
    token_answer: tuple[int, str] | None = None
    issuer_said: str = ""
    heard: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.issuer_said or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Somebody has signed in there: where their browser is sent."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        self.heard.append(asked)
        code = f"code-{len(self.heard)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str]) -> tuple[int, str]:
        """The code for an ID token, once, and only to who knows the verifier."""
        if self.token_answer:
            return self.token_answer
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if asked is None or urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, json.dumps({"error": "invalid_grant"})
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= self.claims
        self.bend(claims)
        header = {"alg": self.algorithm, "kid": "1"}
        token = jwt.encode(header, claims, self.signs_with, algorithms=[self.algorithm])
        return 200, json.dumps({"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": token})


@contextmanager
def identity_provider() -> Iterator[Identity]:
    """The provider, listening."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    made = Identity(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = _handler(made)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(provider: Identity) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(_flat(parts.query)))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            known = {"/.well-known/openid-configuration": provider.metadata, "/jwks": _keys}
            self._say(200, json.dumps(known[parts.path]())) if parts.path in known else self._say(404, "{}")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            self._say(*provider.token(_flat(body)))

        def _say(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler


def _keys() -> dict[str, Any]:
    return {"keys": [KEY.as_dict(private=False)]}


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}

"""Signing in by the street's own identity provider, where there is one."""

from collections.abc import Mapping
from typing import Any

from flask import make_response, render_template, request, session, url_for
from flask_babel import gettext as _

from council.accounts.provider.client import ProviderError, Trouble, claims_of_answer, provider_settings, to_provider
from council.accounts.provider.operations import sign_in_by_provider
from council.accounts.provider.rules import is_strong
from council.accounts.views import bp
from council.accounts.views.common import welcome
from council.accounts.views.door import WANTED, device
from council.accounts.ways import Way, offers_way
from council.base.door_settings import ProviderSettings
from council.base.errors import DomainError, NotVisible
from council.web.answers import Answer, local_path
from council.web.qr import whole_address


@offers_way(40)
def _provider_way() -> Way | None:
    settings = provider_settings()
    if settings is None:
        return None
    label = settings.label or _("With the street's sign-in")
    return Way(
        label, _("You go there, and come back signed in."), "enter", url_for("accounts.provider"), "sign-in-provider"
    )


@bp.get("/sign-in/provider")
def provider() -> Answer:
    """Off to the provider. By GET: a form could not lead to another site, our own policy forbids it."""
    _demand_settings()
    wanted = local_path(request.args.get("next"))
    if wanted != "/":
        session[WANTED] = wanted
    try:
        return to_provider(whole_address(url_for("accounts.provider_answer")))
    except ProviderError as error:
        return _trouble(_words(error.trouble), 503)


@bp.get("/sign-in/provider/answer")
def provider_answer() -> Answer:
    """Back from the provider. It starts a session by GET, bound to this browser by state, nonce and verifier."""
    settings = _demand_settings()
    try:
        claims = claims_of_answer()
    except ProviderError as error:
        return _trouble(_words(error.trouble), 503 if error.trouble is Trouble.SILENT else 403)
    if not is_strong(claims, settings.require):
        return _trouble(_("You signed in there without a second step. Here one is asked for: use it there."), 403)
    return _in(settings, claims)


def _in(settings: ProviderSettings, claims: Mapping[str, Any]) -> Answer:
    try:
        started = sign_in_by_provider(issuer=settings.issuer, claims=claims, claim=settings.claim, device=device())
    except DomainError as problem:
        return _trouble(problem.message, problem.status)
    if started is None:
        page = render_template("accounts/provider_unknown.html", subject=claims["sub"])
        return make_response(page, 403)
    return welcome(started)


def _trouble(sentence: object, status: int) -> Answer:
    return make_response(render_template("accounts/provider_trouble.html", sentence=sentence), status)


def _words(trouble: Trouble) -> str:
    return {
        Trouble.DENIED: _("The other side did not let you in, or you stopped there. Nothing has happened here."),
        Trouble.STRAY: _("This answer has been used, is too old, or was meant for another browser. Begin again."),
        Trouble.FALSE: _("What came back cannot be trusted, so you are not signed in. Tell the street office."),
        Trouble.SILENT: _("The street's sign-in does not answer just now. Try later, or sign in another way."),
    }[trouble]


def _demand_settings() -> ProviderSettings:
    settings = provider_settings()
    if settings is None:
        raise NotVisible
    return settings

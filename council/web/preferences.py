"""Language and text size: kept in a cookie, so that they hold before and after sign-in."""

from flask import Blueprint, redirect, render_template, request

from council.web.answers import Answer, local_path

bp = Blueprint("preferences", __name__)

LOCALES = ("zh_CN", "en")
SIZES = ("100", "125", "150", "175")
YEAR = 365 * 24 * 3600


@bp.get("/language")
def language() -> Answer:
    """Switch the interface's language and go back to where the link stood."""
    answer = redirect(local_path(request.args.get("next")), code=303)
    wanted = request.args.get("to", "")
    if wanted in LOCALES:
        answer.set_cookie("locale", wanted, max_age=YEAR, samesite="Lax", httponly=True)
    return answer


@bp.get("/text-size")
def text_size() -> Answer | str:
    """Choose the text size (大字); with `to` set it and go back."""
    wanted = request.args.get("to", "")
    back = local_path(request.args.get("next"))
    if wanted not in SIZES:
        return render_template("web/text_size.html", sizes=SIZES, back=back)
    answer = redirect(back, code=303)
    answer.set_cookie("text_size", wanted, max_age=YEAR, samesite="Lax", httponly=True)
    return answer


def chosen_locale() -> str:
    """The locale of this request: cookie, then browser, then `zh_CN`."""
    cookie = request.cookies.get("locale", "")
    if cookie in LOCALES:
        return cookie
    best = request.accept_languages.best_match(["zh-CN", "zh", "zh-Hans", "zh-TW", "en"])
    return "en" if best == "en" else "zh_CN"


def chosen_size() -> str:
    """The class of the chosen text size, e.g. `text-125`; empty for the normal one."""
    size = request.cookies.get("text_size", "")
    return f"text-{size}" if size in SIZES[1:] else ""

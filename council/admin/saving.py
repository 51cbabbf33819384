"""One way for all forms of this room: check, do, go on; or show the form again with what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import make_response, render_template
from flask_babel import gettext as _

from council.base.errors import Conflict, Invalid
from council.organisation.forms import Revised
from council.organisation.operations import Stale
from council.web.answers import Answer
from council.web.forms import Form


@dataclass(frozen=True)
class Sheet:
    """What stands around a form: title, where one came from, the button."""

    title: str
    back: str
    back_word: str
    button: str
    lead: str = ""
    icon: str = "check"


def shown(form: Form, sheet: Sheet, *, status: int = 200, both: object = (), **context: object) -> Answer:
    """The form on a page of its own. `both`: (label, as it stands now, as typed) of a form that came too late."""
    return make_response(render_template("admin/form.html", form=form, sheet=sheet, both=both, **context), status)


def saved(form: Form, sheet: Sheet, act: Callable[[], object], then: Callable[[], Answer], **context: object) -> Answer:
    """Do `act` with a form that is right, then answer with `then`; else show the form with what is wrong.

    Of two people who edit at once the second sees both versions (409) and, if they save again, theirs counts.
    """
    if not form.validate_on_submit():
        return shown(form, sheet, status=422, **context)
    try:
        act()
    except Invalid as problem:
        form.refuse(problem)
        return shown(form, sheet, status=422, **context)
    except Stale as problem:
        both = _both(form, problem.current)
        form.form_errors.append(str(problem.message))
        return shown(form, sheet, status=409, both=both, **context)
    except Conflict as problem:
        form.form_errors.append(str(problem.message))
        return shown(form, sheet, status=409, **context)
    return then()


def _both(form: Form, current: object) -> list[tuple[str, object, object]]:
    """Field by field what stands now and what was typed; the form takes the newer revision with it."""
    rows: list[tuple[str, object, object]] = []
    for field in form:
        if hasattr(current, field.name) and field.name not in ("revision", "once", "place"):
            now = getattr(current, field.name)
            if now != field.data:
                rows.append((field.label.text, now if now != "" else _("(empty)"), field.data or _("(empty)")))
    if isinstance(form, Revised) and hasattr(current, "revision"):
        form.shows(current.revision)
    return rows

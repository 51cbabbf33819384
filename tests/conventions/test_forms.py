"""Every form that writes carries its token and who acts, so that on a shared phone nobody acts for another."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
#: Forms that need not say who acts, and why.
NEED_NOT = {
    "components/masthead.html": "signing out is for whoever holds the phone: it ends the sessions of all on it",
    "demo/cast.html": "choosing whom to play; nothing is done in anybody's name",
    "web/_sample_ballot.html": "a picture on the page of patterns; it is sent nowhere",
}
#: What puts both into a form: the helper, the macro for WTForms, and macros that use the helper.
CARRIES = re.compile(r"\bform_tokens\(\)|\bhidden\(|\bkeys\(")

FORMS = [
    (path.relative_to(TEMPLATES).as_posix(), form)
    for path in sorted(TEMPLATES.rglob("*.html"))
    for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL)
    if 'method="post"' in form
]


def test_there_are_forms_to_look_at() -> None:
    assert len(FORMS) > 60
    assert set(NEED_NOT) <= {name for name, _form in FORMS}


@pytest.mark.parametrize(("name", "form"), FORMS, ids=[name for name, _form in FORMS])
def test_a_form_carries_its_token_and_who_acts(name: str, form: str) -> None:
    if name not in NEED_NOT:
        assert CARRIES.search(form), "write {{ form_tokens() }} or {{ hidden(form) }} into the form"


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_the_token_is_written_by_no_hand(path: Path) -> None:
    """Whoever writes it by hand forgets who acts."""
    if path.relative_to(TEMPLATES).as_posix() not in NEED_NOT:
        assert not re.search(r'name="csrf_token"|hidden_tag\(', path.read_text(encoding="utf-8"))

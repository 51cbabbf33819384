"""`_()` in templates: translated, its values escaped, a percent sign left alone, in the language that is forced."""

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale


@pytest.mark.parametrize(("language", "said"), [("en", "Save"), ("zh_CN", "保存")])
def test_words_are_those_of_the_forced_language(app: Flask, language: str, said: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert render_template_string('{{ _("Save") }}') == said


def test_values_are_escaped_and_words_are_not(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        page = render_template_string('{{ _("<b>%(name)s</b> has 5%%", name=name) }}', name="<i>")
    assert page == "<b>&lt;i&gt;</b> has 5%"

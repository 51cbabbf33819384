"""How the files of the house must be: short, explained, without Chinese in code, nothing inline in templates."""

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MODULES = sorted((ROOT / "council").rglob("*.py"))

#: Chinese that is meant, file by file.
CHINESE_ALLOWED = {
    "council/web/formats.py": "date patterns and family names of two characters",
    "council/residents/names.py": "family names that are read in a way of their own",
    "council/demo/playing_meetings.py": "the colon of a Chinese title",
}
CHINESE_IN_TEMPLATES = {
    "templates/components/masthead.html": "a language is named in itself",
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def written() -> list[Path]:
    """Everything people write by hand: code, templates, styles, scripts, tests."""
    files = [*MODULES, *TEMPLATES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    files += [path for kind in ("css", "js") for path in (ROOT / "static" / kind).rglob(f"*.{kind}")]
    return files


@pytest.mark.parametrize("path", written(), ids=relative)
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "no docstring"


@pytest.mark.parametrize("path", sorted((ROOT / "council").glob("*/__init__.py")), ids=relative)
def test_the_first_page_of_a_room_is_a_docstring_only(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)


def spoken(path: Path) -> Iterator[str]:
    """The texts in a module's code that are no docstrings: what people could come to see."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


@pytest.mark.parametrize("path", [p for p in MODULES if "demo/cast" not in p.as_posix()], ids=relative)
def test_no_text_in_the_code_is_chinese(path: Path) -> None:
    """Source texts are English; the catalogue has the Chinese. The demo's cast is data."""
    if relative(path) in CHINESE_ALLOWED:
        return
    assert not [text for text in spoken(path) if CHINESE.search(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_no_template_holds_chinese(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert relative(path) in CHINESE_IN_TEMPLATES or not CHINESE.search(text)


#: What the content security policy would stop, or what leads people out of the chat's browser.
INLINE = re.compile(r"\sstyle\s*=|<style|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|hx-on|javascript:|js:|target=\"?_blank")


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_nothing_inline_in_a_template(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not INLINE.findall(text)


@pytest.mark.parametrize("path", [p for p in TEMPLATES if not p.name.startswith("_sample")], ids=relative)
def test_every_form_that_writes_carries_a_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    forms = len(re.findall(r"<form[^>]*method=\"post\"", text))
    tokens = len(re.findall(r"form_tokens\(|csrf_token\(\)|hidden\(|hidden_tag\(|_hidden", text))
    assert tokens >= (1 if forms else 0), f"{forms} forms, {tokens} tokens"


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.name.startswith("_")], ids=relative)
def test_a_part_extends_no_layout(path: Path) -> None:
    extends = re.findall(r"\{%-?\s*extends\s+[\"']([^\"']+)", path.read_text(encoding="utf-8"))
    assert not extends or path.name == "_page.html" or path.name.startswith("_sample"), extends


def test_what_is_vendored_is_what_was_checked() -> None:
    folder = ROOT / "static" / "vendor"
    sums = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines() if line.strip())
    scripts = {path.name for path in folder.glob("*.js")}
    assert scripts <= {name.lstrip("*") for name in sums}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name.lstrip("*")).read_bytes()).hexdigest() == digest, name


def test_styles_fetch_nothing_from_outside() -> None:
    for path in (ROOT / "static" / "css").rglob("*.css"):
        assert not re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")), path


def test_phones_of_chromium_80_can_read_the_phones_styles() -> None:
    """No layers, nesting, :has(), aspect-ratio or flex gap outside the desk's and the wall's own files."""
    newer = re.compile(r"@layer|:has\(|aspect-ratio|(?<![-\w])gap\s*:|^\s+&", re.MULTILINE)
    css = ROOT / "static" / "css"
    phone = [css / "tokens.css", css / "base.css", css / "phone.css"]
    phone += [*(css / "components").glob("*.css"), *(css / "rooms").glob("*.css")]
    for path in phone:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not newer.findall(text), relative(path)

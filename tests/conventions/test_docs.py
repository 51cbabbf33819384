"""The papers are in step with the house: decisions are listed, words stand once, commands are told."""

import re
from collections import Counter
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_decision_is_listed_and_every_link_leads_somewhere() -> None:
    files = {path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md")}
    assert set(re.findall(r"\]\((\d{4}-[^)]+\.md)\)", read("docs/adr/README.md"))) == files


def test_each_word_of_the_glossary_stands_once() -> None:
    words = [line.split("|")[1].strip() for line in read("docs/glossary.md").splitlines() if line.startswith("| ")]
    twice = [word for word, times in Counter(words).items() if times > 1 and word != "中文"]
    assert not twice


def test_readme_and_changelog_name_our_commands(app: Flask) -> None:
    ours = {name for name, command in app.cli.commands.items() if command.callback.__module__.startswith("council.")}
    assert ours >= {"demo", "import-roster"}
    commands = next(line for line in read("CHANGELOG.md").split("\n- ") if line.startswith("Commands:"))
    untold = {name for name in ours if f"`flask {name}" not in read("README.md").replace("\n", " ")}
    assert not untold, "README"
    assert not {name for name in ours if f"{name}`" not in commands}, "CHANGELOG"


def test_links_of_the_readme_lead_to_files() -> None:
    lost = [at for at in re.findall(r"\]\((?!http)([^)#]+)\)", read("README.md")) if not (ROOT / at).exists()]
    assert not lost

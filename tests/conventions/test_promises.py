"""What users, scripts and checks rely on: settings in the README, marks on controls, commands, a whole catalogue."""

import re
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import Flask

from council.i18n.check import problems

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "council/i18n/translations/zh_CN/LC_MESSAGES"

#: The contract's marks and commands.
MARKS = (
    "raise-issue issue-title issue-place issue-submit issue-number support-issue add-to-agenda convene check-in quorum "
    "present-count current-item next-step open-poll close-poll publish-result poll-question vote-for vote-against "
    "vote-abstain ballot-receipt turnout verdict rule-sentence resolution-text add-task task-card task-status "
    "minutes-draft approve-minutes publish-minutes join-code join-qr connection-state"
)
COMMANDS = (
    "demo import-roster decide verify backup restore work doctor permits sign-in-link reset-credential recount places"
)


def test_the_chinese_catalogue_is_whole() -> None:
    assert not list(problems())


def told(message: Message) -> tuple[str, ...]:
    """The Chinese of a message; Chinese has one form for all numbers."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_the_compiled_catalogue_is_the_one_in_the_source() -> None:
    with (CATALOGUE / "messages.po").open("rb") as file:
        source = read_po(file, locale="zh_CN")
    with (CATALOGUE / "messages.mo").open("rb") as file:
        compiled = read_mo(file)
    stale = [
        message.id
        for message in source
        if message.id and (found := compiled.get(message.id)) is not None and told(found) != told(message)
    ]
    lost = [message.id for message in source if message.id and compiled.get(message.id) is None]
    assert not stale + lost, "run pybabel compile"


def settings() -> set[str]:
    """The names of the environment variables that the code reads."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "council").rglob("*.py"))
    read = re.findall(r"os\.environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"", text)
    typed = re.findall(r"_(?:integer|switch)\(\"([A-Z_]+)\"", text)
    return set(read) | set(typed)


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"DATA_DIR", "PUBLIC_URL", "PORT"} <= settings()
    missing = sorted(name for name in settings() if f"`{name}`" not in readme)
    assert not missing, f"README.md does not explain {missing}"


def test_every_command_exists_and_says_what_it_does(app: Flask) -> None:
    for name in COMMANDS.split():
        command = app.cli.commands.get(name)
        assert command is not None, name
        assert command.help, f"flask {name} has no help"


def test_every_mark_of_the_contract_stands_on_a_control() -> None:
    drawn = "".join(
        path.read_text(encoding="utf-8")
        for folder, kind in (("templates", "html"), ("council", "py"))
        for path in (ROOT / folder).rglob(f"*.{kind}")
    )
    marked = set(re.findall(r"data[-_]test['\"]?\s*[=:]\s*['\"]([\w-]+)", drawn)) | set(
        re.findall(r"['\"]([a-z]+(?:-[a-z]+)+|quorum|turnout|verdict|convene)['\"]", drawn)
    )
    missing = [mark for mark in MARKS.split() if mark not in marked]
    assert not missing, missing

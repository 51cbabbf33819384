"""`flask decide`: a decision rule applied to a sheet of votes."""

import json
import sys

import click

from council.charters.presets import numeric_rules
from council.tally.decide_file import decide_file
from council.tally.sources import BadInput


@click.command("decide")
@click.argument("preset")
@click.argument("file", type=click.Path())
@click.option("--language", type=click.Choice(["en", "zh_CN"]), default="en", help="Of the explanation.")
def decide(preset: str, file: str, language: str) -> None:
    """Apply PRESET, a code or a rule written out, to FILE (`voter,weight,choice`) and print the verdict as JSON."""
    try:
        verdict = decide_file(preset, file, presets=numeric_rules(), lang=language)
    except BadInput as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"{file}: {error.strerror or error}", err=True)
        sys.exit(2)
    click.echo(json.dumps(verdict, ensure_ascii=False, indent=2))


COMMANDS = (decide,)

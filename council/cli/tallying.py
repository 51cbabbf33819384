"""`flask tally`: a file of ballots counted by a named method."""

import json
import sys

import click

from council.tally.methods import METHODS, count_file
from council.tally.sources import BadInput


@click.command("tally")
@click.argument("file", type=click.Path())
@click.option("--method", required=True, metavar="M", help=f"One of {', '.join(METHODS)}.")
@click.option("--seats", type=int, help="How many are elected; the file's own number, else 1.")
@click.option("--ties", type=click.Path(), help="The lot that was drawn: one name a line, best first.")
@click.option("--language", type=click.Choice(["en", "zh_CN"]), default="en", help="Of the explanation.")
def tally(file: str, method: str, seats: int | None, ties: str | None, language: str) -> None:
    """Count the ballots of FILE and print the result as JSON."""
    try:
        result = count_file(file, method, seats=seats, ties=ties, lang=language)
    except BadInput as error:
        click.echo(str(error).replace("\n", " "), err=True)
        sys.exit(2)
    click.echo(json.dumps(result, ensure_ascii=False, indent=2))


COMMANDS = (tally,)

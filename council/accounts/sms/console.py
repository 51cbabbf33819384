"""For development: the code appears in the server's own console, and nowhere else."""

import click


class ConsoleSender:
    """Writes each code to the console of the server."""

    def send(self, number: str, code: str, locale: str) -> None:
        """Write number and code to the standard error output."""
        click.echo(f"SMS to {number}: {code}", err=True)

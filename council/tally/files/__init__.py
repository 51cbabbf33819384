"""Ballot files, one module a format; `opening.read` chooses by the ending. Everything in doubt is refused by its line."""

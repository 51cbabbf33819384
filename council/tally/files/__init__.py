"""Ballot files, one module a format; `opening.read` chooses by the ending. What is in doubt is refused by its line."""

"""Decisions on plain values: procedures and how to tighten them, the life of a version, articles, comparing texts."""

from council.charters.rules.procedures import Body, Call, Force, Procedure, UnknownProcedure, may_issue

__all__ = ["Body", "Call", "Force", "Procedure", "UnknownProcedure", "may_issue"]

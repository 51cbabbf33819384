"""Yehua (夜话): the deliberation and meeting platform for resident councils.

One folder a room. Read a room's `__init__.py` first: it says what the room is for, its nouns and its verbs.
Floors, lowest first: base, i18n, tally, permits|journal|live, web, media, organisation, residents, privacy, roster,
accounts, charters, issues|polls, followup, meetings, minutes, notifications, home, admin, demo, cli, factory, server.
"""

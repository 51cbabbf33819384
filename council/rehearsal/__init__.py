"""Rehearsals: the whole evening played through before it comes, with invented members, on the real screens.

Nouns: a *rehearsal* is an application of its own, on a database of its own, under an address of its own
(`/rehearsal/<key>/…`); the *stages* of a server hold those that are open; the *script* is what is copied from the real
meeting; the *cast* are the invented members. Verbs: begin, enter, arrive, raise hands, vote, fall silent, end.

Nothing of a rehearsal can reach the real data, since it has no way there: see docs/adr/0024.
"""

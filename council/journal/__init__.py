"""The journal: what was done, by whom, when and where; it only ever grows.

Nouns: entry (one act), reference (what the act touched), chain (the entries of one place, each holding the hash of
the one before), delivery (that a consumer has dealt with an entry).
Verbs: `record` (inside an operation), `verify`, `deliver_pending`.
An entry holds codes and data, never sentences: sentences are made when it is read, in the reader's language.
"""

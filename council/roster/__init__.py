"""The roster as a whole: imports, exports, merging two records of one person, lots and who owns them.

Nouns: roster import (a file, its preview, its outcome), line (one row with its verdict), lot (an exclusive part with
its floor area in whole square centimetres), ownership, merge.
Verbs: `upload_roster`, `confirm_import`, `merge_people`, `undo_merge`.
"""

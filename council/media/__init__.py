"""Photos people send: re-encoded (so place and device data are gone), shrunk, kept, shown.

Also papers for others to read: PDF kept as it was sent, after a look at what it is.

Nouns: photo, document.
Verbs: `prepare` (check and re-encode, no database), `keep` (store one), `take_photos` (all of a form),
`remove_strays` (those that no form ever sent).
"""

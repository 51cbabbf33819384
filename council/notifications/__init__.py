"""The in-app inbox: news for the people an act concerns, delivered from the journal after the commit.

Nouns: news. Verbs: `deliver_news` (a consumer of the journal), `mark_read`.
"""

"""Somebody stands in for a member who cannot come to a meeting: a proxy, in writing, for this one meeting.

Nouns: proxy (giver: the seat; holder: the person). Verbs: `lodge`, `take_back`, `end_on_arrival`. It counts while
its holder is there, bodily: nobody passes a received proxy on. When the giver comes after all, it is over.
"""

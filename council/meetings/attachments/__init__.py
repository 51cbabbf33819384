"""Papers on an item of the agenda (会议材料): a PDF, a picture, a page of text, or a link.

Nouns: paper. Verbs: `attach`, `withdraw`. Papers of a draft are seen by those who plan it; with the call they are
public, as the agenda is. The call was given with them, so from then on none disappears: it is withdrawn, with a reason.
"""

"""Talking a matter through before it is decided: reasons on both sides, short statements, where neighbours agree.

Nouns: reason (for or against, one a person and side), statement (something to agree or disagree with), answer, warm-up
(the statements of an issue, open until an officer closes it), moderation (words that were hidden, why, an appeal).
Verbs: `give_reason`, `withdraw_reason`, `find_helpful`, `propose`, `answer`, `close_warm_up`, `complain`, `hide`,
`appeal`, `decide_appeal`.
"""

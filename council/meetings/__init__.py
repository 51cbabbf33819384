"""Meetings: from the call to the last vote.

Nouns: meeting, agenda item, member (called to it), attendance, motion (the exact text put to the meeting),
resolution (what was decided, with its force).
Verbs: `plan_meeting`, `add_item`, `move_item`, `convene`, `start_meeting`, `check_in`, `leave`, `open_item`,
`record_motion`, `open_vote`, `close_vote`, `publish_vote`, `resolve`, `close_item`, `adjourn`, `show_on_wall`.
"""

"""Paper, hands, house calls and proxies in the same poll as the phones, so that nobody counts twice.

Nouns: channel (how a vote on the roll is given), paper (a printed ballot with a serial number), entry (what one teller
read off a paper), conflict (two tellers who read different things), hands (totals counted in the room).
Verbs: `print_papers`, `hand_out`, `take_back`, `enter`, `void`, `by_hand`, `set_hands`, `enter_for`, `give_proxy`,
`vote_by_proxy`.
"""

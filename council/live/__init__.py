"""Live screens: what changes on one screen appears on all others, rendered once and pushed.

Nouns: a *topic* names one shared fragment of one thing in one language (`meeting.12.wall.zh_CN`); a *renderer* draws
it; a *frame* is a drawn fragment, already encoded as an event; a *stream* carries the newest frames of its topics to
one screen; a *ticket* is the signed right to open it; the *hub* knows who listens; the *bus* tells other processes.

Verbs: `renders` (a room registers a renderer), `touch` (an operation says that a thing changed), `live_url` (a page
asks for the address of its stream). A frame is always the full state and the newest wins: a slow screen never has a
queue, it jumps to what is true now. Only shared, anonymous parts travel here; what is personal is fetched.
"""

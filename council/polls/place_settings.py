"""Settings of places about votes: how the owners vote."""

from council.organisation.place_settings import setting
from council.polls.owners import OwnersManner, read_manner, write_manner

#: How owners' votes are held, at a place and below it. A vote keeps what held when it was opened.
OWNERS_MODE = setting("polls.owners_mode", default=OwnersManner(), read=read_manner, write=write_manner)

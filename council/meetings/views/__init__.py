"""Pages of the room: planning ahead of the evening, and the evening itself."""

from flask import Blueprint

bp = Blueprint("meetings", __name__)

# The page modules hang their addresses on `bp` when they are read.
from council.meetings.views import (  # noqa: E402, F401
    agenda,
    attachments,
    calling,
    cards,
    chairing,
    console,
    door,
    evening,
    floor,
    lining,
    motions,
    order,
    papers,
    phone,
    planning,
    proxies,
    series,
    wall,
    walls,
)

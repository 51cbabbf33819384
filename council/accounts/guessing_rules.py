"""Pure decisions about misses: how long somebody waits, and whom a flood of misses does not hold back.

Three things are counted. A *target* (an account, a number, a code) and a *device* (a browser that was shown a form)
have some misses for nothing and then wait twice as long after each. An *address* has a bucket of misses that refills;
while it is empty, only devices that have missed nothing yet and did not come this very second get through: in a hall
of 300 behind one Wi-Fi, one who guesses locks nobody out but themselves.
"""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

#: Misses that cost nothing, for a target and for a device.
FREE = 5
#: The longest wait for a device, in seconds.
DEVICE_LONGEST = 30
#: … and for a target, by what is guessed; a password or who lives here is worth guessing for hours, a code is not.
TARGET_LONGEST = {"password": 900, "second": 900, "proxy": 900}
#: … and for every other kind of target.
OTHER_LONGEST = 60
#: What is tried by somebody who is signed in: these are the target themselves, and nothing else is counted.
BY_THE_SIGNED_IN = frozenset({"proxy"})
#: After this long without a miss, the misses of a target or a device are forgotten.
REST = timedelta(hours=1)
#: Misses that an address may have at once.
BURST = 60
#: Seconds in which an address gets one of them back.
REFILL = 2
#: How old a device's cookie must be to get through: longer than a program takes from the form to its try.
SEASONED = timedelta(seconds=3)
#: How many devices may miss their first try through an empty bucket …
NEWCOMERS = 600
#: … in this time.
WINDOW = timedelta(minutes=10)


@dataclass(frozen=True)
class Misses:
    """What is remembered of a target, a device or an address. For an address `count` is how full of misses it is."""

    count: float = 0
    #: when the last miss was
    at: datetime | None = None
    #: addresses only: how many first tries missed while the bucket was empty, since when
    newcomers: int = 0
    newcomers_since: datetime | None = None


def longest(kind: str) -> int:
    """The longest wait for a target of this kind, in seconds."""
    return TARGET_LONGEST.get(kind, OTHER_LONGEST)


def wait_after(misses: float, longest: int) -> int:
    """Seconds to wait after the last of `misses`: none up to `FREE`, then 2, 4, 8 … up to `longest`."""
    if misses <= FREE:
        return 0
    return min(longest, 2 ** min(int(misses) - FREE, 20))


def seconds_left(seen: Misses, longest: int, now: datetime) -> int:
    """Seconds that a target or a device still has to wait."""
    if seen.at is None or now - seen.at >= REST:
        return 0
    return max(0, math.ceil(wait_after(seen.count, longest) - (now - seen.at).total_seconds()))


def missed(seen: Misses, now: datetime) -> Misses:
    """A target or a device after one more miss."""
    forgotten = seen.at is None or now - seen.at >= REST
    return replace(seen, count=1 if forgotten else seen.count + 1, at=now)


def fullness(seen: Misses, now: datetime) -> float:
    """How many misses an address still has against it."""
    if seen.at is None:
        return 0.0
    return max(0.0, seen.count - max(0.0, (now - seen.at).total_seconds()) / REFILL)


def address_wait(seen: Misses, now: datetime) -> int:
    """Seconds until an address may miss once more; 0 while it may."""
    return max(0, math.ceil((fullness(seen, now) - (BURST - 1)) * REFILL))


def newcomers(seen: Misses, now: datetime) -> int:
    """How many devices missed their first try at this address while it was held back, in the present window."""
    if seen.newcomers_since is None or now - seen.newcomers_since >= WINDOW:
        return 0
    return seen.newcomers


def gets_through(address: Misses, device: Misses, issued_at: datetime | None, now: datetime) -> bool:
    """Whether a device may try although its address is held back: known for a while, and without a miss."""
    return (
        issued_at is not None
        and now - issued_at >= SEASONED
        and (device.at is None or now - device.at >= REST)
        and newcomers(address, now) < NEWCOMERS
    )


def address_missed(seen: Misses, now: datetime) -> Misses:
    """An address after one more miss; it is never fuller than `BURST`, so the wait stays short."""
    count = min(float(BURST), fullness(seen, now) + 1)
    if not address_wait(seen, now):
        return replace(seen, count=count, at=now)
    before = newcomers(seen, now)
    return Misses(count, now, before + 1, seen.newcomers_since if before else now)


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that one IPv6 household has. Empty for nonsense."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, 64), strict=False))

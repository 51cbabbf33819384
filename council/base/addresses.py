"""Where this server is reached when nobody has said so (`PUBLIC_URL`)."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

#: What a server is bound to that listens on all addresses of the machine.
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})


def bound_address(host: str, port: int) -> str:
    """`http://host:port` of a server bound to `host`; the machine's own address where that is all of them."""
    if host in EVERYWHERE:
        host = network_address() or "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def host_of(authority: str) -> str:
    """The host of `host:port`, an IPv6 address without its brackets."""
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0]


def is_this_machine(host: str) -> bool:
    """Whether this names the machine itself, from within."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def is_local(host: str) -> bool:
    """Whether this is an address that only machines of the same network reach."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_private and not address.is_unspecified)


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def network_address() -> str:
    """This machine's address in the local network, empty without one. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: connecting UDP only asks the routing table
        except OSError:
            return ""
        address = str(probe.getsockname()[0])
    return "" if address.startswith("127.") else address

"""Who is asking: the address of the client, also behind reverse proxies of our own."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - stands for "no address", nothing listens here


def client_address(request: HttpRequest) -> str:
    """The entry of X-Forwarded-For written by our outermost proxy, else the address of the connection.

    Everything further left in the header is the client's own invention and is never believed. A header with fewer
    entries than PORTAL_TRUSTED_PROXIES did not pass our proxies: then the connection counts.
    """
    connection = request.META.get("REMOTE_ADDR", "")
    trusted = settings.PORTAL_TRUSTED_PROXIES
    entries = [
        entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",") if entry.strip()
    ]
    if trusted > 0 and len(entries) >= trusted:
        return _valid(entries[-trusted]) or _valid(connection) or UNKNOWN
    return _valid(connection) or UNKNOWN


def network_of(address: str) -> str:
    """The network an address belongs to, without the single connection: /24 of IPv4, /48 of IPv6; "" for no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


def _valid(text: str) -> str:
    """The address in its usual form without port, or "" if it is none."""
    host = text.rpartition(":")[0] if text.count(":") == 1 else text
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return ""

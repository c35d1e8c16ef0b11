"""Which machines may be asked: the public web, and nothing behind this machine's own doors."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from incidents.errors import ServiceError, UsageError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv4 as networks of IPv6 alone reach it
MAX_ADDRESSES = 20


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the public Internet, also where it wraps another."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address.sixtofour or address.teredo or address.is_site_local:
            return False  # tunnels to an address that is not seen here, and what networks once kept
        if address in NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    inside = (
        address.is_private, address.is_loopback, address.is_link_local, address.is_multicast,
        address.is_reserved, address.is_unspecified,
    )  # fmt: skip
    return address.is_global and not any(inside)


def resolved(host: str, port: int) -> list[str]:
    """Every address that the system's resolver gives for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """What a fetch may do: whom it may ask, how much it may take, and for how long."""

    allows: Callable[[IPAddress], bool] = is_public
    resolve: Resolve = resolved
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    seconds: float = 30.0  # for everything: names, redirects and the body

    def addresses(self, host: str, port: int, seconds: float) -> list[str]:
        """The addresses to connect to, every one of them checked.

        UsageError when any is not allowed: a name that is public and private at once is a trap.
        ServiceError when the name is not known or not answered in time.
        """
        found = [_address(text) for text in self._asked(host, port, seconds)[:MAX_ADDRESSES]]
        for address in found:
            if not self.allows(address):
                raise UsageError(
                    f"{host} lies at {address}, which is not on the public web;"
                    " save the page and name its file"
                )
        return [str(address) for address in found]

    def _asked(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """The resolver's answer, waited for no longer than the time there is."""
        asking = _Asking(self.resolve, host, port)
        asking.start()
        asking.join(max(0.0, seconds))
        if asking.found is None and asking.error is None:
            raise ServiceError(f"the address of {host} was not found in time; try again")
        if asking.found:
            return asking.found
        raise ServiceError(f"{host} is not found; check the address") from asking.error


class _Asking(threading.Thread):
    """One question to the resolver, which itself knows no time limit."""

    def __init__(self, resolve: Resolve, host: str, port: int) -> None:
        super().__init__(name="incidents-resolve", daemon=True)
        self._question = resolve, host, port
        self.found: Sequence[str] | None = None
        self.error: OSError | UnicodeError | None = None

    def run(self) -> None:
        resolve, host, port = self._question
        try:
            self.found = resolve(host, port)
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that is too long
            self.error = error


def _address(text: str) -> IPAddress:
    return ipaddress.ip_address(text)

"""Who really asks, when a proxy stands before the application.

What a request says of itself (``X-Forwarded-For``, ``X-Forwarded-Proto``) is believed from the addresses of
``PCB_TRUSTED_PROXY`` alone: anybody else could write what they like there.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import Scope

_SECURE = {"http": "https", "ws": "wss"}


def proxy_rule(trusted: tuple[str, ...], *, secure: bool = False) -> Callable[[Scope], None]:
    """What corrects the address and the scheme of a request that comes through one of these networks. With ``secure``
    browsers come by HTTPS alone, whatever a proxy says."""
    networks = tuple(ipaddress.ip_network(network) for network in trusted)

    def is_proxy(address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in networks)

    def correct(scope: Scope) -> None:
        if secure:
            scope["scheme"] = _SECURE.get(scope["scheme"], scope["scheme"])
        if not is_proxy((scope.get("client") or ("", 0))[0]):
            return
        headers = Headers(scope=scope)
        hops = [hop.strip() for value in headers.getlist("x-forwarded-for") for hop in value.split(",")]
        beyond = [hop for hop in hops if not is_proxy(hop)]  # the last one counts: the first ones are free text
        if beyond:
            scope["client"] = (beyond[-1], 0)
        if headers.getlist("x-forwarded-proto")[-1:] == ["https"]:
            scope["scheme"] = _SECURE.get(scope["scheme"], scope["scheme"])

    return correct


def is_secure(scope: Scope) -> bool:
    """Whether the browser speaks HTTPS with us, or with our proxy."""
    return scope["scheme"] in _SECURE.values()

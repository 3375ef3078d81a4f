"""Who called: the source key of a request from its user agent and address."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address, ip_network

from extractors.logs.engine.agents import product

CLIENTS = "clients"
"""Source of callers that are known by a public address only; also its kind."""

_PRIVATE = tuple(
    ip_network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)


@lru_cache(maxsize=50_000)
def caller(agent: str, address: str) -> tuple[str, str]:
    """Source and source kind: ("curl", "user_agent"), ("10.1.2.3", "ip") or ("clients", "clients").

    Public addresses are people's and are not kept; private ones name a machine of the estate.
    """
    name = product(agent)
    if name:
        return name, "user_agent"
    bare = address.strip().partition(",")[0].strip("[] ")
    try:
        found = ip_address(bare if bare.count(":") != 1 else bare.partition(":")[0])
    except ValueError:
        return CLIENTS, CLIENTS
    if any(found in network for network in _PRIVATE):
        return str(found), "ip"
    return CLIENTS, CLIENTS


@lru_cache(maxsize=50_000)
def host_key(host: str) -> str:
    """A host (with port, if any) in comparable form: lower case, no default port, cluster DNS shortened
    (`crm.prod.svc.cluster.local` and `crm.prod` are the same name inside a cluster)."""
    name = host.strip().lower().rpartition("@")[2].rstrip(".")
    bare, colon, port = name.rpartition(":") if ":" in name and not name.endswith("]") else (name, "", "")
    if port in ("80", "443"):
        colon = port = ""
    for suffix in (".svc.cluster.local", ".svc"):
        if bare.endswith(suffix):
            bare = bare.removesuffix(suffix)
            break
    return f"{bare}{colon}{port}"

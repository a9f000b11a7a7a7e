"""What kind of installation this is: a desk of one's own, or a server that others reach. The environment says it.

`YUNHE_SITE` unset: a desk (bound to this machine; the reading room needs no account). `YUNHE_SITE=server`: a server;
`YUNHE_HOSTS=yunhe.example,…` are the names under which it is reached, over TLS unless `YUNHE_TLS=off`.
"""

from collections.abc import Mapping

SITE, HOSTS, TLS = "YUNHE_SITE", "YUNHE_HOSTS", "YUNHE_TLS"
LOCAL = ("127.0.0.1", "localhost", "[::1]")


def is_server(environment: Mapping[str, str]) -> bool:
    """Whether others reach it."""
    return environment.get(SITE, "") == "server"


def is_behind_tls(environment: Mapping[str, str]) -> bool:
    """Whether browsers reach it over TLS only."""
    return is_server(environment) and environment.get(TLS, "") != "off"


def hosts(environment: Mapping[str, str]) -> list[str]:
    """The names under which it answers."""
    named = [host for host in environment.get(HOSTS, "").split(",") if host]
    return [*LOCAL, *named]


def origins(environment: Mapping[str, str]) -> list[str]:
    """The origins of whose forms it accepts what is sent."""
    scheme = "https" if is_behind_tls(environment) else "http"
    return [f"{scheme}://{host}" for host in hosts(environment)[len(LOCAL) :]]

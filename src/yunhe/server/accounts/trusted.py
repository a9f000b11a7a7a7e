"""The other system that vouches for logins (OpenID Connect), when the environment names one.

`YUNHE_OIDC_ISSUER` is its address, `YUNHE_OIDC_CLIENT` and `YUNHE_OIDC_SECRET` (or `YUNHE_OIDC_SECRET_FILE`) what it
gave this site, `YUNHE_OIDC_NAME` what the button calls it, `YUNHE_OIDC_CLAIM` the claim that holds the 工号
(`preferred_username` unless said).
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ISSUER, CLIENT, SECRET, SECRET_FILE = (f"YUNHE_OIDC_{end}" for end in ("ISSUER", "CLIENT", "SECRET", "SECRET_FILE"))
NAME, CLAIM = "YUNHE_OIDC_NAME", "YUNHE_OIDC_CLAIM"
PROVIDER = "trusted"


def provider(environment: Mapping[str, str]) -> dict[str, Any]:
    """The entry of SOCIALACCOUNT_PROVIDERS; empty when no other system vouches."""
    issuer = environment.get(ISSUER, "")
    if not issuer:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": environment.get(NAME, "") or "统一身份认证",
        "client_id": environment.get(CLIENT, ""),
        "secret": _secret(environment),
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def claim() -> str:
    """The claim that holds the 工号."""
    return os.environ.get(CLAIM) or "preferred_username"


def _secret(environment: Mapping[str, str]) -> str:
    path = environment.get(SECRET_FILE, "")
    return Path(path).read_text(encoding="utf-8").strip() if path else environment.get(SECRET, "")

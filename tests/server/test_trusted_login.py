"""OpenID Connect against a provider that runs here: discovery, code, token, user; and who is not let in."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from django.test import Client, override_settings
from visitors import account, stranger

from yunhe.server import clock

CLIENT, SECRET = "yunhe", "一段秘密"


class Provider(BaseHTTPRequestHandler):
    """Just as much of a provider as the protocol asks for; `who` is whoever it says has logged in."""

    who, challenges = "W1", dict[str, str]()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/.well-known/openid-configuration":
            ends = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")}
            self.say({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **ends})
        elif url.path == "/authorization":
            asked = {key: values[0] for key, values in parse_qs(url.query).items()}
            self.challenges["C1"] = asked["code_challenge"]
            self.send_response(302)
            back = urlencode({"code": "C1", "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif url.path == "/userinfo":
            assert self.headers["Authorization"] == "Bearer T1"
            self.say({"sub": "42", "preferred_username": type(self).who})

    def do_POST(self) -> None:
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        proof = hashlib.sha256(given["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == self.challenges[given["code"][0]]
        now = clock.now()
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "42", "iat": now, "exp": now + timedelta(minutes=1)}
        token = jwt.encode(claims, "x" * 32, algorithm="HS256")
        self.say({"access_token": "T1", "token_type": "Bearer", "id_token": token, "expires_in": 60})

    def say(self, what: Any) -> None:
        text = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def come_through(issuer: str, who: str) -> tuple[Client, Any]:
    """Press the button, log in over there, and come back."""
    import requests

    from yunhe.server.accounts import trusted

    Provider.who = who
    environment = {trusted.ISSUER: issuer, trusted.CLIENT: CLIENT, trusted.SECRET: SECRET}
    client = stranger()
    with override_settings(SOCIALACCOUNT_PROVIDERS=trusted.provider(environment)):
        assert "用统一身份认证登录" in client.get("/account/login/").content.decode()
        away = client.post("/account/oidc/trusted/login/")
        assert away.status_code == 302
        back = requests.get(away["Location"], allow_redirects=False, timeout=10).headers["Location"]
        return client, client.get(back.split("localhost", 1)[-1])


def test_who_is_known_here_comes_in(site_of_tests: Path, provider: str) -> None:
    account("W1", "区住建局.承办岗")
    client, answer = come_through(provider, "W1")
    assert answer.status_code == 302
    assert "区住建局.承办岗" in client.get("/account/").content.decode()
    from yunhe.server.accounts.models import Login

    assert [login.how for login in Login.objects.all()] == ["统一身份认证"]


@pytest.mark.parametrize("who", ["没有账号的人", "", "住户甲"])
def test_who_is_not_known_here_is_refused_in_words(site_of_tests: Path, provider: str, who: str) -> None:
    account("住户甲")
    client, answer = come_through(provider, who)
    assert answer.status_code == 403
    assert "请安全管理员先建立账号" in answer.content.decode()
    assert client.get("/account/").status_code == 302


def test_a_desk_without_a_provider_offers_none(site_of_tests: Path) -> None:
    assert "统一身份认证" not in stranger().get("/account/login/").content.decode()
    assert stranger().post("/account/oidc/trusted/login/").status_code == 404

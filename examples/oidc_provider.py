"""A provider of identities (OpenID Connect) to try signing in with. It asks for no password: on 127.0.0.1 only, for
nothing real. See docs/operations.md, "Signing in through another system".

.venv/bin/python examples/oidc_provider.py [PORT] [NAME …]
"""

import base64
import hashlib
import html
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>模拟统一身份认证</title><h1>模拟统一身份认证 · Mock provider</h1><p>选择一个身份 · Choose who you are</p>
<form action="/authorize">{hidden}{buttons}<p><button name="as" value="">取消 · Cancel</button></form>"""


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value):
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Provider(ThreadingHTTPServer):
    """Listens at once; `serve_forever` answers. `lies` are claims to be told instead of the true ones."""

    daemon_threads = True

    def __init__(self, port=0, names=("province.officer", "county.officer", "province.system")):
        super().__init__(("127.0.0.1", port), Pages)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.names = list(names)
        self.codes = {}
        self.lies, self.kid = {}, "mock"
        self.key = rsa.generate_private_key(65537, 2048)

    def told(self, code, client):
        """The claims of an ID token."""
        now = int(time.time())
        true = {"iss": self.issuer, "sub": f"id-{code['as']}", "aud": client, "exp": now + 300, "iat": now}
        return {**true, "nonce": code["nonce"], "preferred_username": code["as"], **self.lies}

    def signed(self, claims):
        """A JSON Web Token with this provider's signature (RS256)."""
        parts = ({"alg": "RS256", "typ": "JWT", "kid": self.kid}, claims)
        head = ".".join(b64(json.dumps(each).encode()) for each in parts)
        return f"{head}.{b64(self.key.sign(head.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        at, path, query = self.server.issuer, urlsplit(self.path).path, urlsplit(self.path).query
        asked = {k: v[0] for k, v in parse_qs(query, True).items()}
        if path == "/.well-known/openid-configuration":
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
            self.json({"issuer": at, **{name: f"{at}/{end}" for name, end in ends.items()}})
        elif path == "/jwks":
            public = self.server.key.public_key().public_numbers()
            key = {"kty": "RSA", "alg": "RS256", "kid": self.server.kid, "n": number(public.n), "e": number(public.e)}
            self.json({"keys": [key]})
        elif path == "/authorize" and urlsplit(asked.get("redirect_uri", "")).hostname in ("127.0.0.1", "localhost"):
            self.choose(asked)
        else:
            self.json({"error": "not_found"}, 404)

    def choose(self, asked):
        """The page with a button a name; after the choice, back to where the person came from."""
        if "as" not in asked:
            kept = [(html.escape(k), html.escape(v)) for k, v in asked.items()]
            hidden = "".join(f'<input type="hidden" name="{k}" value="{v}">' for k, v in kept)
            names = map(html.escape, self.server.names)
            buttons = "".join(f'<p><button name="as" value="{n}">{n}</button>' for n in names)
            return self.send(200, "text/html; charset=utf-8", PAGE.format(hidden=hidden, buttons=buttons).encode())
        answer = {"state": asked.get("state", ""), "iss": self.server.issuer, "error": "access_denied"}
        if asked["as"]:
            del answer["error"]
            self.server.codes[answer.setdefault("code", secrets.token_urlsafe(16))] = asked
        self.send(302, "text/plain", b"", f"{asked['redirect_uri']}?{urlencode(answer)}")

    def do_POST(self):
        """A code for a token, once, to whoever knows the verifier behind its challenge (PKCE, S256)."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        form = {k: v[0] for k, v in form.items()}
        code = self.server.codes.pop(form.get("code"), None)
        proof = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        same = code and all(code.get(k) == form.get(k) for k in ("redirect_uri", "client_id"))
        if not same or code.get("code_challenge_method") != "S256" or code.get("code_challenge") != proof:
            return self.json({"error": "invalid_grant"}, 400)
        token = self.server.signed(self.server.told(code, form["client_id"]))
        self.json({"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": token})

    def json(self, said, status=200):
        self.send(status, "application/json", json.dumps(said).encode())

    def send(self, status, kind, body, location=None):
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Location", location)):
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    found = Provider(int(sys.argv[1]) if sys.argv[1:] else 9000, *([sys.argv[2:]] if sys.argv[2:] else []))
    print(f"JIQUN_OIDC_ISSUER={found.issuer} JIQUN_OIDC_CLIENT_ID=jiqun", flush=True)
    found.serve_forever()

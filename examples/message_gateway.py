"""A gateway for messages to try reminders with: it checks the signature and prints. On 127.0.0.1 only. A real one hands
what it takes to the provider of text messages, or to 粤政易. See docs/operations.md, "Mails and messages".

.venv/bin/python examples/message_gateway.py SECRET_FILE [PORT]
"""

import hashlib
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

SECRET = Path(sys.argv[1]).read_text().strip().encode()
PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 9100
SEEN = set()


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        moment = self.headers["Jiqun-Timestamp"]
        expected = "v1=" + hmac.new(SECRET, moment.encode() + b"." + body, hashlib.sha256).hexdigest()
        holds = hmac.compare_digest(expected, self.headers["Jiqun-Signature"])
        if holds and abs(time.time() - int(moment)) < 300:
            message = json.loads(body)
            if message["id"] not in SEEN:  # the same message may come twice
                SEEN.add(message["id"])
                print(message["to"], message["name"], message["text"], flush=True)
        self.send_response(204 if holds else 403)
        self.end_headers()


HTTPServer(("127.0.0.1", PORT), Gateway).serve_forever()

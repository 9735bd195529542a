"""A client of the interface in the standard library alone: lists clusters page by page, then performs one act.

JIQUN_TOKEN=jq_… python examples/client.py http://127.0.0.1:8000 [PROCEDURE MATTER ACT 'JSON of the payload']
"""

import hashlib
import json
import os
import sys
import urllib.error
import urllib.request


def call(url, body=None, key=""):
    headers = {"Authorization": f"Bearer {os.environ['JIQUN_TOKEN']}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key  # sent again with the same key, an act is never done twice
    sent = urllib.request.Request(url, json.dumps(body).encode() if body is not None else None, headers)
    try:
        with urllib.request.urlopen(sent, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:  # a sentence in two languages, and every fault at its field
        said = json.load(refused)
        sys.exit("\n".join([said["zh"], said["en"], *(f"  {each['field']}: {each['zh']}" for each in said["faults"])]))


base = sys.argv[1].rstrip("/") + "/api/v1"
page = f"{base}/clusters?limit=20"
while page:
    answer = call(page)
    for cluster in answer["items"]:
        print(cluster["id"], cluster["place"]["name"], cluster["name"], sep="\t")
    page = answer["next"]
if len(sys.argv) > 2:
    procedure, matter, act, payload = sys.argv[2:]
    acts = f"{base}/matters/{procedure}/{matter}/acts"
    body = {"version": call(acts)["version"], "payload": json.loads(payload)}
    key = hashlib.sha256(f"{act}{body}".encode()).hexdigest()[:40]
    done = call(f"{acts}/{act}", body, key)
    print(f"{done['act']} → {done['state']}, version {done['version']}, journal entry {done['seq']}")

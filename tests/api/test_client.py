"""The example client, run as it is against a live server: it lists, turns pages and performs one act."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jiqun.casework.models import Case
from jiqun.ledgers.models import Entry
from jiqun.register.models import Cluster
from tests.api.caller import token_of
from tests.office import HUICHENG, officer
from tests.recognition.applicant import LEDGERS, open_round, start

CLIENT = Path(__file__).parents[2] / "examples" / "client.py"


def run(token: str, *given: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JIQUN_TOKEN": token, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, str(CLIENT), *given], capture_output=True, text=True, timeout=60, env=environment
    )


@pytest.mark.django_db(transaction=True)
def test_the_client_lists_turns_pages_and_performs_one_act(live_server: Any) -> None:
    row = open_round()
    for number in range(22):
        start(row, key=f"start-{number}", name=f"第{number}产业集群")
    token: Any = token_of(officer(HUICHENG))
    cluster = Cluster.objects.order_by("pk")[0]
    payload = json.dumps({"kind": "sharing", "lines": LEDGERS["sharing"]}, ensure_ascii=False)
    done = run(token.token, live_server.url, "ledger", str(cluster.pk), "paste", payload)
    assert done.returncode == 0, done.stderr
    *lines, act = done.stdout.splitlines()
    assert len(lines) == 22 and lines[0] == f"{cluster.pk}\t惠城区\t{cluster.name}"
    assert act.startswith("paste → ") and "journal entry" in act
    assert Entry.objects.filter(cluster=cluster).count() == 2
    case = Case.objects.get(application__cluster=cluster)
    refused = run(token.token, live_server.url, "application", str(case.pk), "submit", "{}")
    assert refused.returncode == 1 and refused.stderr.strip()
    assert run("jq_nothing", live_server.url).stderr.startswith("请在 Authorization 头中带上有效的接口令牌")


def test_the_client_is_short_and_needs_nothing_installed() -> None:
    lines = CLIENT.read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert len(lines) <= 40 and imported <= set(sys.stdlib_module_names)

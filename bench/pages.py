"""Pages measured in this process: the whole request with middleware, session, queries and template."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from bench.data import Laid, filled
from bench.measure import Row, measure
from jiqun.authorities.models import Account

CASE, LIST, SHEET, RANKING = "27 / 85 ms", "22 / 380 ms", "31 / 64 ms", "37 / 2,138 ms"


def signed_in(account: Account) -> Client:
    """A browser with the account's session."""
    client = Client()
    client.force_login(account, backend="jiqun.authorities.backends.AccountBackend")
    return client


def page(account: Account, url: str) -> Callable[[], Any]:
    """One look at a page. Raises `RuntimeError` when it is not shown."""
    client = signed_in(account)

    def look() -> None:
        answer = client.get(url)
        if answer.status_code != 200:
            raise RuntimeError(f"{url}: {answer.status_code}")

    return look


def rows(laid: Laid) -> list[Row]:
    """The pages with a goal, then those beside them."""
    whole = reverse("recognition:application", args=[laid.whole.pk])
    findings = reverse("recognition:application-findings", args=[laid.whole.pk])
    draft = reverse("recognition:application", args=[laid.draft.pk])
    ranking = reverse("recognition:ranking", args=[laid.ranked.pk])
    case: dict[str, Any] = {"sql_goal": 12, "goal": 20}
    return [
        measure(
            "case list, 50 of 1,000 applications",
            page(laid.province, reverse("recognition:applications")),
            sql_goal=8,
            goal=20,
            peer=LIST,
        ),
        measure("case page: form, at the prefecture", page(laid.prefecture, whole), peer=CASE, **case),
        measure("case page: form, the county's draft", page(laid.county, draft), peer=CASE, **case),
        measure("case page: findings", page(laid.prefecture, findings), peer=CASE, **case),
        measure("one score sheet posted", posted(laid), sql_goal=15, goal=12, peer=SHEET),
        measure("ranking of 1,000 × 7", page(laid.province, ranking), sql_goal=8, goal=250, peer=RANKING),
        measure("score sheet shown", page(laid.expert, sheet_url(laid.sheets[-1].pk))),
        measure("workbench of the prefecture", page(laid.prefecture, reverse("casework:workbench"))),
    ]


def sheet_url(pk: object) -> str:
    """The page of a sheet."""
    return reverse("recognition:sheet", args=[pk])


def posted(laid: Laid) -> Callable[[], Any]:
    """A whole sheet handed in by its expert, another one each time. Raises `RuntimeError` when it is not taken."""
    client, form, waiting = signed_in(laid.expert), filled(laid.rubric), iter(laid.sheets[:-1])

    def post() -> None:
        sheet = next(waiting)
        typed = urlencode({**form, "version": sheet.version, "key": uuid.uuid4().hex})
        answer = client.post(sheet_url(sheet.pk), typed, content_type="application/x-www-form-urlencoded")
        if answer.status_code != 302:
            raise RuntimeError(f"the sheet was not taken: {answer.status_code}")

    return post

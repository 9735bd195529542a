"""Refusals as machines read them: always a sentence in both languages, all faults at once, the clause behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from ninja import Schema

from jiqun.bilingual import Text


class Said(Schema):
    """A sentence in Chinese and English."""

    zh: str
    en: str


class Fault(Schema):
    """One thing that is wrong: at which field or parameter (blank: at the whole), and what."""

    field: str
    zh: str
    en: str


class ProblemOut(Schema):
    """Why a request was refused. `clause` is the clause of the measure behind it, such as `A14.1`, or blank."""

    status: int
    zh: str
    en: str
    clause: str
    faults: list[Fault]


class Problem(Exception):
    """A request that is refused with `status`; nothing was changed."""

    def __init__(self, status: int, text: Text, *, clause: str = "", faults: Sequence[Fault] = ()) -> None:
        super().__init__(text)
        self.status, self.text, self.clause, self.faults = status, text, clause, tuple(faults)


NO_TOKEN = Text(
    "请在 Authorization 头中带上有效的接口令牌（Bearer）；令牌可能已到期或停用。",
    "Send a valid token as Authorization: Bearer; it may have expired or been ended.",
)
NOT_HERE = Text("没有这个对象，或不在您的辖区。", "There is no such object, or it is not in your territory.")
NO_ADDRESS = Text("没有这个接口地址。", "There is no such address of the interface.")
UNREADABLE = Text("请求无法读取。", "The request cannot be read.")
TOO_MANY = Text("请求过于频繁，请一小时后再试。", "Too many requests; try again in an hour.")
NOT_AS_DESCRIBED = Text("请求不符合接口说明。", "The request is not as the interface describes it.")

READ_REFUSALS = dict.fromkeys((400, 401, 403, 422, 429), ProblemOut)
ONE_REFUSALS = dict.fromkeys((400, 401, 403, 404, 422, 429), ProblemOut)
ACT_REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 422, 429), ProblemOut)


def body(problem: Problem) -> dict[str, Any]:
    """The answer as plain values."""
    return {
        "status": problem.status,
        "zh": problem.text.zh,
        "en": problem.text.en,
        "clause": problem.clause,
        "faults": [fault.model_dump() for fault in problem.faults],
    }


def response(problem: Problem) -> HttpResponse:
    """The answer."""
    answer = JsonResponse(body(problem), status=problem.status, json_dumps_params={"ensure_ascii": False})
    if problem.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if problem.status == 429:
        answer["Retry-After"] = "3600"
    return answer


def of_validation(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """What the description of the interface refuses, every fault at once."""
    faults: dict[str, Fault] = {}
    for each in errors:
        where = field_of([str(part) for part in each["loc"]])
        zh, en = f"“{where}”不符合接口说明（{each['type']}）。", f"{where}: {each['msg']}."
        faults.setdefault(where, Fault(field=where, zh=zh, en=en))
    return Problem(422, NOT_AS_DESCRIBED, faults=list(faults.values()))


def field_of(where: Sequence[str]) -> str:
    """The parameter or field a fault is at: `limit`, `version`, or the field of the payload."""
    _, *inner = where
    if inner[:1] == ["body"]:
        inner = inner[1:]
    if inner[:1] == ["payload"] and len(inner) > 1:
        return inner[1]
    return inner[0] if inner else where[0]


def no_address(request: HttpRequest) -> HttpResponse:
    """Whatever begins with the interface's address and is none of it."""
    return response(Problem(404, NO_ADDRESS))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: what cannot be read at all, as a page or, within the interface, as machines read it."""
    if request.path.startswith("/api/v1/"):
        return response(Problem(400, UNREADABLE))
    return defaults.bad_request(request, exception)

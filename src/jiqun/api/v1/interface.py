"""The interface as a whole: its parts, and what it answers when a request cannot be served."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from jiqun.api.v1 import clusters, door, matters, tables
from jiqun.api.v1.bearer import Bearer
from jiqun.api.v1.problems import NO_TOKEN, NOT_AS_DESCRIBED, UNREADABLE, Fault, Problem, of_validation, response

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def whole_query(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Refuses a query that holds what the operation does not know: a filter with a slip in its name would otherwise
    list everything."""

    @wraps(operation)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        route = request.resolver_match.route if request.resolver_match else ""
        known = queries()["/" + _PARAMETER.sub(r"{\1}", route), str(request.method).lower()]
        faults = [
            Fault(field=name, zh=f"没有“{name}”这个参数。", en=f"There is no parameter “{name}”.")
            for name in request.GET
            if name not in known
        ]
        twice = [name for name, values in request.GET.lists() if name in known and len(values) > 1]
        faults += [
            Fault(field=name, zh=f"“{name}”只能给出一次。", en=f"“{name}” can be given once only.") for name in twice
        ]
        if faults:
            raise Problem(422, NOT_AS_DESCRIBED, faults=faults)
        return operation(request, *args, **kwargs)

    return asked


@cache
def queries() -> dict[tuple[str, str], set[str]]:
    """The parameters each operation's query may hold, by its path and method."""
    return {
        (path, method): {each["name"] for each in told.get("parameters", ()) if each["in"] == "query"}
        for path, methods in interface.get_openapi_schema()["paths"].items()
        for method, told in methods.items()
    }


interface = NinjaAPI(
    title="集群通接口 · Jiqun API",
    version="1",
    description="办理办法所定事项的同一道门，供其他系统使用。 · The same reads and acts for other systems.",
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=Bearer(),
)
interface.add_decorator(whole_query, mode="operation")
for router in (clusters.router, matters.router, tables.router, door.router):
    interface.add_router("", router)


def on_problem(request: HttpRequest, raised: Problem) -> HttpResponse:
    """A refusal in both languages."""
    return response(raised)


def on_validation(request: HttpRequest, raised: ValidationError) -> HttpResponse:
    """A request that is not as the interface describes it, every fault at once."""
    return response(of_validation(raised.errors))


def on_no_token(request: HttpRequest, raised: AuthenticationError) -> HttpResponse:
    """No token at all."""
    return response(Problem(401, NO_TOKEN))


def on_unreadable(request: HttpRequest, raised: HttpError) -> HttpResponse:
    """A body that is no JSON, or too great."""
    return response(Problem(raised.status_code, UNREADABLE))


HANDLERS: tuple[tuple[type[Exception], Any], ...] = (
    (Problem, on_problem),
    (ValidationError, on_validation),
    (AuthenticationError, on_no_token),
    (HttpError, on_unreadable),
)
for raised, handler in HANDLERS:
    interface.add_exception_handler(raised, handler)

"""What every template knows about the look and the frame."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix

from jiqun.bilingual import Text, language
from jiqun.law import provincial
from jiqun.standards import province


def here(request: HttpRequest) -> str:
    """The address to come back to after a change of look: this page without `lang`, or the start after a POST."""
    if request.method != "GET":
        return get_script_prefix()
    query = request.GET.copy()
    query.pop("lang", None)
    return request.path + (f"?{query.urlencode()}" if query else "")


@cache
def rests_on() -> Text:
    """What the public part rests on: the measure of the province, as its foot cites it."""
    measure, own = provincial(), province.here()
    cited = f"{measure.instrument}（{measure.number}）"
    return Text(f"依据{cited}", f"Under the {own.measure_en}" if own.measure_en else f"Under {cited}")


def look(request: HttpRequest) -> dict[str, Any]:
    """Language and look, and the parts of the frame that the roof put on the request.

    `request.public_nav` is a list of (title, url, on, count), `request.rail` one of (heading or None, such a list);
    `request.demo_banner` is a text; `request.account` has `name`, `place` and `sign_out_url`.
    A processor listed later may set the same names.
    """
    return {
        "served": province.here(),
        "rests_on": rests_on(),
        "language": language(),
        "big": request.COOKIES.get("big") == "1",
        "contrast": request.COOKIES.get("contrast") == "1",
        "root": get_script_prefix(),
        "here": here(request),
        "demo_banner": getattr(request, "demo_banner", None),
        "rail": getattr(request, "rail", ()),
        "public_nav": getattr(request, "public_nav", ()),
        "account": getattr(request, "account", None),
    }

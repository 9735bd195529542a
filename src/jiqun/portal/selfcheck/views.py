"""The pages of the self-check. Whatever is sent is computed within the request and forgotten with it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from jiqun import law
from jiqun.authorities.requests import office_day
from jiqun.bilingual import Text
from jiqun.documents.errors import DocumentError
from jiqun.facts.workbook import write_template
from jiqun.instruments.queries import PROVINCIAL, basis_pages, day_in_force
from jiqun.portal import measures
from jiqun.portal.selfcheck import throttle
from jiqun.portal.selfcheck.answers import answer
from jiqun.portal.selfcheck.carrying import Carried, Expired, shortened, unpacked
from jiqun.portal.selfcheck.figures import FiguresForm
from jiqun.portal.selfcheck.forms import CheckForm, WorkbookForm
from jiqun.web.exports import download
from jiqun.web.middleware import remember

TEMPLATE_NAME = "集群企业名册模板.xlsx"
SLOW_DOWN = Text(
    "这个网络地址一小时内的测算次数过多，请稍后再试。",
    "Too many self-checks from this address within the hour; try later.",
)
EXPIRED = Text(
    "页面已过期或内容不完整，本站没有保留您的数据，请重新上传或填写。",
    "The page has expired or came in part. Nothing of yours was kept here: upload or type it again.",
)
View = Callable[[HttpRequest], HttpResponse]


def forgetful(view: View) -> View:
    """Nobody on the way keeps the answer, and no search engine lists it."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def looked_at(view: View) -> View:
    """A page made of what was posted may be asked for again in another look: `?big=` or `?contrast=`, as `?lang=`."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        wishes = {name: request.GET[name] for name in ("big", "contrast") if request.GET.get(name) in ("0", "1")}
        request.COOKIES.update(wishes)
        response = view(request)
        for name, value in wishes.items():
            remember(response, name, value)
        return response

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@forgetful
def workbook(request: HttpRequest) -> HttpResponse:
    """The roster workbook: the empty form, every error at once, or the result."""
    about = asked(request)
    empty = WorkbookForm(**about.kinds, initial={"on": about.first})
    if request.method != "POST":
        return page(request, "workbook", about, empty)
    if throttle.too_many(request):
        return page(request, "workbook", about, empty, 429)
    form = WorkbookForm(request.POST, request.FILES, **about.kinds)
    if not form.is_valid():
        return page(request, "workbook", about, form, 422)
    assert form.facts is not None and form.reading is not None
    notices = shortened([problem.sentence for problem in form.reading.warnings])
    return answer(
        request, about.offered, about.measure, Carried(form.facts, notices), form.cleaned_data["on"], form.readings
    )


@require_http_methods(["GET", "HEAD", "POST"])
@forgetful
@looked_at
def figures(request: HttpRequest) -> HttpResponse:
    """The typed totals: the empty form, the form to be mended or changed, or the result."""
    about = asked(request)
    base = base_year(request, about)
    if request.method != "POST":
        form = FiguresForm(**about.kinds, base_year=base, initial={"on": about.first})
        return page(request, "figures", about, form)
    entered = request.POST.copy()
    if request.POST.get("take_on"):
        entered["on"] = request.POST["take_on"]
    if "change" in request.POST or "keep" in request.GET:
        form = FiguresForm(**about.kinds, base_year=base, initial=entered.dict())
        return page(request, "figures", about, form)
    form = FiguresForm(entered, **about.kinds, base_year=base)
    if throttle.too_many(request):
        return page(request, "figures", about, form, 429)
    if not form.is_valid():
        return page(request, "figures", about, form, 422)
    assert form.facts is not None
    typed = [(name, str(value)) for name, value in entered.items() if name in form.fields and value]
    carried = Carried(form.facts, typed=(*typed, ("base", str(base))))
    return answer(request, about.offered, about.measure, carried, form.cleaned_data["on"], form.readings)


@require_http_methods(["GET", "HEAD", "POST"])
@forgetful
@looked_at
def again(request: HttpRequest) -> HttpResponse:
    """What the result page carries, once more: under other readings or another measure, as PDF or JSON.

    Without it, as when somebody returns to the address, the forms.
    """
    if request.method != "POST":
        return redirect("portal:self-check")
    about = asked(request)
    if throttle.too_many(request):
        return refused(request, SLOW_DOWN, 429)
    try:
        carried = unpacked(request.POST.get("carried", ""))
    except Expired:
        return refused(request, EXPIRED, 410)
    form = CheckForm(request.POST, **about.kinds)
    if not form.is_valid():
        context = {"carried": request.POST["carried"], "form": form, "measure": about.measure}
        return render(request, "portal/selfcheck/not_in_force.html", context, status=422)
    kind, on = request.POST.get("as", ""), form.cleaned_data["on"]
    carried = replace(carried, typed=retyped(carried.typed, on, form.readings))
    try:
        return answer(request, about.offered, about.measure, carried, on, form.readings, kind=kind)
    except DocumentError as error:
        return refused(request, error.text, 503)


def retyped(typed: Sequence[tuple[str, str]], on: date, readings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was typed, with the day and the readings of the last result; nothing where a workbook was uploaded."""
    if not typed:
        return ()
    kept = [(name, value) for name, value in typed if name != "on" and not name.startswith("reading_")]
    return (*kept, ("on", on.isoformat()), *((f"reading_{key}", value) for key, value in readings.items()))


@require_safe
@cache_control(public=True, max_age=3600)
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook with drop-downs, units and notes."""
    file = io.BytesIO()
    write_template(file)
    return download(file.getvalue(), TEMPLATE_NAME)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form is about: the measure of those offered, the day it begins with, what each reading is on that day."""

    offered: Sequence[measures.Offered]
    measure: law.Measure
    today: date
    first: date
    fixed: Mapping[str, str]

    @property
    def kinds(self) -> dict[str, Any]:
        """What a form needs to know its fields."""
        return {"measure": self.measure, "fixed": self.fixed, "today": self.today}


def asked(request: HttpRequest) -> Asked:
    """The measure asked for, else the province's own; 404 for one that is not in the library. Two queries.

    The day is today, or the last day the measure was in force.
    """
    given = request.POST if request.method == "POST" else request.GET
    on = office_day(request)
    offered = measures.library(on, basis_pages.published())
    measure = measures.interpreted(measures.chosen(offered, given.get("measure") or PROVINCIAL))
    first = day_in_force(measure, on)
    return Asked(offered, measure, on, first, measure.defaults(first))


def base_years(request: HttpRequest, about: Asked) -> list[int]:
    """The years a form may be for: up to the one before today, the one before the measure ended among them."""
    latest = office_day(request).year - 1
    return list(range(latest, min(latest, about.first.year - 1) - 3, -1))


def base_year(request: HttpRequest, about: Asked) -> int:
    """The latest complete year as chosen, or as the first day has it."""
    given = request.POST if request.method == "POST" else request.GET
    return next((year for year in base_years(request, about) if str(year) == given.get("base")), about.first.year - 1)


def page(request: HttpRequest, which: str, about: Asked, form: CheckForm, status: int = 200) -> HttpResponse:
    """One of the two forms with what stands around it. No query."""
    context = {
        "which": which,
        "form": form,
        "measure": about.measure,
        "measures": about.offered,
        "in_force": about.measure.in_force(about.today),
        "first_day": about.first,
        "base_years": base_years(request, about),
        "refusal": SLOW_DOWN if status == 429 else None,
    }
    if request.method == "POST":  # a change of look comes back to the form, where it cannot keep what was sent
        context["here"] = f"{request.path}?measure={about.measure.id}"
    return render(request, f"portal/selfcheck/{which}.html", context, status=status)


def refused(request: HttpRequest, why: Text, status: int) -> HttpResponse:
    """A page with one sentence and the way back to the forms."""
    context = {"why": why, "here": reverse("portal:self-check")}
    return render(request, "portal/selfcheck/refused.html", context, status=status)

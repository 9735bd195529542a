"""`{% load look %}`: the parts a page is made of. The arithmetic lives in figures, moments, verdicts and bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiqun.bilingual import Text, language, pick
from jiqun.law.citation import citing
from jiqun.web import figures, icons, moments
from jiqun.web.bars import Bar
from jiqun.web.bars import bar as bar_of
from jiqun.web.trace import trace_id
from jiqun.web.verdicts import verdict_of

register = template.Library()
DEMONSTRATION = Text("（演示）", " (demonstration)")
FOLDED_FROM = 3  # more acts that are off than this stay folded
HERE = '<span aria-current="page">{}</span>'


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
def t(zh: str, en: str, **values: object) -> str:
    """The text in the language in force, with `{name}` filled from the values and clauses such as `{A16}` as the
    province's measure has them; escaped like any variable."""
    # A literal in a template comes marked as safe; adding a plain string takes the mark off, so that it is escaped too.
    text = citing(zh, en) if "{A" in zh or "{A" in en else Text(zh, en)
    return str(text.format(**values) if values else text) + ""


@register.filter
def said(value: object) -> str:
    """A `Text` (or anything else) in the language in force; nothing for None."""
    return "" if value is None else str(value)


@register.simple_tag
def html_lang() -> str:
    """The `lang` attribute of the page."""
    return "en" if language() == "en" else "zh-CN"


@register.simple_tag
def trace() -> str:
    """The id of this request, for a person to quote; works on pages rendered without a context."""
    return trace_id()


@register.simple_tag
def demonstration(name: str, invented: bool, tongue: str = "") -> str:
    """The mark behind the name of something made up; none behind a name that says so itself.

    A paper that is in Chinese whatever the page speaks asks for `"zh"`.
    """
    if not invented or name.endswith(("（虚构）", "（演示）")):
        return ""
    return DEMONSTRATION.zh if tongue == "zh" else str(DEMONSTRATION)


# ── figures and dates ────────────────────────────────────────────────────────────────────────────────────


@register.filter
def yuan(fen: int | None, digits: int | str = 2) -> str:
    """分 → 元."""
    return figures.money(fen, figures.FEN_PER_YUAN, digits)


@register.filter
def wan(fen: int | None, digits: int | str = 2) -> str:
    """分 → 万元; `|wan:"exact"` keeps every decimal."""
    return figures.money(fen, figures.FEN_PER_WAN, digits)


@register.filter
def yi(fen: int | None, digits: int | str = 2) -> str:
    """分 → 亿元; `|yi:"exact"` keeps every decimal."""
    return figures.money(fen, figures.FEN_PER_YI, digits)


register.filter("percent", figures.percent)
register.filter("percent_beside", figures.percent_beside)
register.filter("figure", figures.figure)
register.filter("day", moments.day)
register.filter("moment", moments.moment)


@register.filter
def long_day(value: date) -> str:
    """`2025年4月18日`."""
    return str(moments.long_day(value))


@register.filter
def deadline(value: date | datetime | None) -> str:
    """`2025年4月30日17:30前`; midnight reads as 24时 of the day it ends."""
    return moments.NOTHING if value is None else str(moments.deadline(value))


# ── small parts ──────────────────────────────────────────────────────────────────────────────────────────


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline icon; give a label only where no word stands beside it."""
    return icons.icon(name, str(label) + "")


@register.simple_tag
def verdict(name: object) -> SafeString:
    """A finding's verdict: icon, word and colour together."""
    found = verdict_of(name)
    return format_html('<span class="tag {}">{} {}</span>', found.tone, icons.icon(found.icon), str(found.title))


@register.simple_tag
def digest(sha: str) -> SafeString:
    """A digest shortened for the eye, whole for the pointer and the screen reader."""
    if len(sha) <= 16:
        return format_html('<code class="digest">{}</code>', sha)
    return format_html(
        '<code class="digest" title="{0}"><span aria-hidden="true">{1}…{2}</span><span class="vh">{0}</span></code>',
        sha,
        sha[:8],
        sha[-6:],
    )


@register.simple_tag
def crumb(*trail: Any) -> SafeString:
    """`{% crumb title url title url title %}` or one list of (title, url or None): where the reader is."""
    if len(trail) == 1 and isinstance(trail[0], list | tuple):
        steps = [(str(title), url) for title, url in trail[0]]
    else:
        padded = [*trail, None] if len(trail) % 2 else list(trail)
        steps = [(str(title), url) for title, url in zip(padded[::2], padded[1::2], strict=True)]
    items = format_html_join(
        "",
        "<li>{}</li>",
        (
            (format_html('<a href="{}">{}</a>', url, title) if url else format_html(HERE, title),)
            for title, url in steps
        ),
    )
    return format_html(
        '<nav class="crumb" aria-label="{0}"><span>{0}{1}</span><ol>{2}</ol></nav>',
        pick("当前位置", "You are here"),
        pick("：", ":\u00a0"),
        items,
    )


# ── larger parts ─────────────────────────────────────────────────────────────────────────────────────────


@register.inclusion_tag("web/tags/bar.html")
def bar(value: Any, limit: Any, max: Any = None, verdict: object = None, label: str = "") -> dict[str, Bar | str]:
    """A thin bar with the limit's mark; `max` is where it ends, the verdict gives the colour, the label speaks."""
    return {"bar": bar_of(value, limit, max, verdict), "label": str(label)}


@register.inclusion_tag("web/tags/steps.html")
def steps(steps: Iterable[Any]) -> dict[str, Any]:
    """The state bar: objects with `.title` and `.status` in done, now, todo, off."""
    said_as = {
        "done": pick("已办", "done"),
        "now": pick("正在办理", "current"),
        "todo": pick("待办", "to come"),
        "off": pick("不经此环节", "skipped"),
    }
    return {"steps": [(step.title, step.status, said_as[step.status]) for step in steps]}


@register.inclusion_tag("web/tags/offers.html")
def offers(offers: Iterable[Any]) -> dict[str, Any]:
    """The acts I may do, then those I may not yet with the reason; these are folded where they would crowd the rail
    (see web/tags/offers.html for the shape)."""
    shown = list(offers)
    off = [offer for offer in shown if not offer.allowed]
    return {"on": [offer for offer in shown if offer.allowed], "off": off, "folded": len(off) > FOLDED_FROM}


@register.inclusion_tag("web/tags/days.html")
def days(period: moments.Days, today: date | None = None) -> dict[str, Any]:
    """The day strip of a counted period with `.start`, `.end` and `.days` (those that count): every calendar day."""
    return {"cells": moments.day_strip(period, today)}


@register.inclusion_tag("web/tags/field.html")
def field(
    field: BoundField, unit: object = None, definition: object = None, clause: object = None, last: object = None
) -> dict[str, Any]:
    """A form field with label, unit, definition on demand, clause, last year's figure, help and errors.

    What is not given is taken from the form field's attributes of the same name.
    """
    told = {
        name: given if given is not None else getattr(field.field, name, None)
        for name, given in {"unit": unit, "definition": definition, "clause": clause, "last": last}.items()
    }
    base = field.auto_id or field.html_name
    errors = list(field.errors)
    described = [
        f"{base}_{part}"
        for part, there in (("last", told["last"]), ("helptext", field.help_text), ("error", errors))
        if there
    ]
    widget = field.field.widget
    group = bool(widget.use_fieldset)
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described and not group else {}
    return {
        "field": field,
        "base": base,
        "errors": errors,
        "described": " ".join(described),
        "group": group,
        "check": getattr(widget, "input_type", "") == "checkbox" and not group,
        "control": field.as_widget(attrs=attrs),
        **told,
    }


@register.inclusion_tag("web/tags/errors.html")
def errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with the form, each entry a link to its field; nothing while the form is right."""
    lines: list[tuple[str | None, str, str]] = [(None, "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        anchor = bound.id_for_label or f"{bound.auto_id or bound.html_name}_group"
        if bound.field.widget.use_fieldset:
            anchor = f"{bound.auto_id or bound.html_name}_group"
        label = "" if bound.is_hidden else str(bound.label)
        lines += [(None if bound.is_hidden else anchor, label, str(error)) for error in bound.errors]
    return {"lines": lines}


@register.inclusion_tag("web/tags/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Pagination that keeps the rest of the query; the number of rows is always shown."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def link(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return "?" + query.urlencode()

    paginator = page.paginator
    shown: Sequence[int | str] = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return {
        "page": page,
        "count": paginator.count,
        "several": paginator.num_pages > 1,
        "previous": link(page.previous_page_number()) if page.has_previous() else None,
        "next": link(page.next_page_number()) if page.has_next() else None,
        "numbers": [(n, link(n) if isinstance(n, int) else None, n == page.number) for n in shown],
    }

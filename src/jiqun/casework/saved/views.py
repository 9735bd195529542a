"""The views of a list: shown beside it, kept under a name, put away. A preference, so nothing is journalled."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jiqun.authorities.models import Account
from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import SavedView

MOST, LONGEST_NAME, LONGEST_QUERY = 20, 30, 500
NO_NAME = Text("请给视图起个名字，不超过 {most} 字。", "Give the view a name of at most {most} signs.")
NO_FILTER = Text("这个列表还没有筛选，没有可保存的。", "The list is not filtered; there is nothing to keep.")
TOO_MANY = Text("一个列表最多保存 {most} 个视图，请先删除不用的。", "At most {most} views a list; put one away first.")
KEPT = Text("已保存视图“{name}”。", "The view “{name}” is kept.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """The views of the list at `?at=/clusters/?q=…`; a POST keeps it under `name`, or puts one away (`away`)."""
    user = signed_in(request)
    given = request.POST if request.method == "POST" else request.GET
    path, query = place(given.get("at", ""))
    if request.method == "POST":
        if given.get("away", "").isdecimal():
            SavedView.objects.visible_to(user).filter(pk=int(given["away"]), path=path).delete()
        else:
            said, kept = keep(user, path, query, given.get("name", ""))
            (messages.success if kept else messages.error)(request, str(said))
        return redirect(address(path, query))
    rows = SavedView.objects.visible_to(user).filter(path=path).order_by("name")
    context = {
        "at": address(path, query),
        "views": [(row, address(row.path, row.query), row.query == query) for row in rows],
        "filtered": bool(query) and all(row.query != query for row in rows),
    }
    part = request.headers.get("HX-Request")
    return render(request, "casework/_views.html" if part else "casework/views.html", context)


def place(at: str) -> tuple[str, str]:
    """Path below the root and query of a list, without its page. Raises `Http404` for what is no address here."""
    parts = urlsplit(at)
    root = get_script_prefix()
    if parts.scheme or parts.netloc or not parts.path.startswith(root) or len(parts.query) > LONGEST_QUERY:
        raise Http404
    path = "/" + parts.path.removeprefix(root)
    try:
        resolve(path)
    except Resolver404:
        raise Http404 from None
    asked = QueryDict(parts.query, mutable=True)
    asked.pop("page", None)
    return path, asked.urlencode()


def address(path: str, query: str) -> str:
    """Where the list is asked for so."""
    whole = get_script_prefix() + path.removeprefix("/")
    return f"{whole}?{query}" if query else whole


def keep(user: Account, path: str, query: str, name: str) -> tuple[Text, bool]:
    """Keeps a view, one of the same name anew; the sentence, and whether it was kept."""
    name = name.strip()
    own = SavedView.objects.visible_to(user).filter(path=path)
    if not name or len(name) > LONGEST_NAME:
        return NO_NAME.format(most=LONGEST_NAME), False
    if not query:
        return NO_FILTER, False
    if own.exclude(name=name).count() >= MOST:
        return TOO_MANY.format(most=MOST), False
    told = {"query": query, "since": timezone.now()}
    SavedView.objects.update_or_create(account=user, path=path, name=name, defaults=told)
    return KEPT.format(name=name), True

"""Pages of acts done on several matters: choose, look at who gets what, confirm, read what came of each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text, listing
from jiqun.casework import acting, steps, todo
from jiqun.casework.models import STAFF
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.casework.together import gathering
from jiqun.casework.together.gathering import MOST, Kind

NONE_CHOSEN = Text("请至少选择一件。", "Choose at least one.")
TOO_MANY = Text("一次最多办理 {most} 件，请分批选择。", "At most {most} at once; choose fewer.")
GONE = Text("已不在您的范围内，未办理。", "It is no longer within your reach; nothing was done.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one matter."""

    title: str
    url: str
    done: bool
    said: Text


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest) -> HttpResponse:
    """What can be done on several matters; of one kind (`of`) the list, its preview and its outcome."""
    user, now = signed_in(request), office_time(request)
    if user.role not in STAFF:
        raise Http404
    asked = request.POST.get("of", "") or request.GET.get("of", "")
    if not asked:
        return render(request, "casework/together.html", {"kinds": gathering.kinds(user, now)})
    kind = gathering.named(asked)
    if kind is None or not (kind.signed or kind.act.who.fits(user)):
        raise Http404
    picked = dict.fromkeys(request.POST.getlist("pick"))
    if request.POST.get("step") == "do" and picked:
        return done(request, kind, list(picked)[:MOST])
    found = gathering.items(kind, user, now)
    context: dict[str, Any] = {"kind": kind, "items": found, "most": MOST}
    if request.method == "POST":
        wrong = NONE_CHOSEN if not picked else TOO_MANY.format(most=MOST) if len(picked) > MOST else None
        if wrong is None:
            chosen = [each for each in found if each.refusal is None and value(each) in picked]
            context |= {"items": chosen, "key": uuid.uuid4().hex, "left": len(picked) - len(chosen)}
            return render(request, "casework/together_preview.html", context)
        context["wrong"] = wrong
    return render(request, "casework/together_list.html", context, status=422 if "wrong" in context else 200)


def value(item: gathering.Item) -> str:
    """What a tick sends: the matter, and the version that was shown."""
    return f"{item.subject.pk}:{item.subject.version}"


def done(request: HttpRequest, kind: Kind, picked: list[str]) -> HttpResponse:
    """Each through the door by itself, with a key of its own: sent twice, it is done once."""
    key = request.POST.get("key", "")
    outcomes = [one(request, kind, pick, key) for pick in picked]
    n = sum(each.done for each in outcomes)
    context = {"kind": kind, "outcomes": outcomes, "n": n, "left": len(outcomes) - n}
    return render(request, "casework/together_done.html", context)


def one(request: HttpRequest, kind: Kind, pick: str, key: str) -> Outcome:
    """One matter, and the sentence about it."""
    pk, _, version = pick.partition(":")
    user, now, table = signed_in(request), office_time(request), kind.table
    try:
        subject = steps.load(table, pk, user)
    except NotHere:
        return Outcome("—", "", False, GONE)
    title, url = str(getattr(subject, "title", subject)), todo.case_url(table.name, subject.pk)
    act = gathering.SIGN if kind.signed else kind.act.name
    if (why := gathering.barred(kind, subject, user, now)) is not None:
        return Outcome(title, url, False, why)
    own = uuid.uuid5(uuid.NAMESPACE_OID, f"{key}:{kind.key}:{pk}").hex
    affirmed = "on" if pk in request.POST.getlist("affirmed") else ""
    payload = {"comment": request.POST.get("comment", ""), "affirmed": affirmed} if kind.signed else {}
    try:
        found = perform(
            table.name, subject.pk, act, by=user, version=acting.whole(version), payload=payload, key=own, now=now
        )
    except NotHere:
        return Outcome(title, url, False, GONE)
    except Invalid as said:
        return Outcome(title, url, False, listing(fault for faults in said.faults.values() for fault in faults))
    except Refusal as said:
        return Outcome(title, url, False, said.text)
    return Outcome(title, url, True, acting.answer(acting.title_of(table, act), found))

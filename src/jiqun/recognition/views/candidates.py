"""The page on which a prefecture compares its candidates, and the table to take away; never for experts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account, Authority, Kind, Level, Role
from jiqun.authorities.requests import office_day, signed_in
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.recognition.models import Round
from jiqun.recognition.queries import candidates as queries
from jiqun.recognition.queries import screening
from jiqun.recognition.recommending.views import matter_of
from jiqun.recognition.views.intake import link
from jiqun.recognition.views.recommendation import may_read
from jiqun.web.tables import exported
from jiqun.web.verdicts import VERDICTS

BEFORE = (Text("排序", "Rank"), Text("集群", "Cluster"), Text("申报单位", "Applicant"), Text("编号", "Number"))
AFTER = (
    Text("环节", "Stage"),
    Text("测算不符合（项）", "Computed not met"),
    Text("已作结论（项）", "Concluded"),
    Text("结论不符合（项）", "Concluded not met"),
    Text("与测算不同的结论（项）", "Other than computed"),
    Text("实地抽查", "Site check"),
    Text("往年申报", "Earlier rounds"),
    Text("企业荣誉资质", "Titles of its firms"),
)
ORDERS = {
    "rank": Text("排序", "Rank"),
    "cluster": Text("集群", "Cluster"),
    "not_met": Text("测算不符合", "Computed not met"),
    "concluded": Text("已作结论", "Concluded"),
    "differing": Text("与测算不同", "Other than computed"),
    "prior": Text("往年申报", "Earlier rounds"),
    "honours": Text("荣誉资质", "Titles"),
}


def found(request: HttpRequest, pk: UUID) -> tuple[Case, Account, Authority | None]:
    """The round, and the prefecture whose candidates are asked for. Raises `Http404` for who compares none."""
    case: Case = casework.subject_or_404(request, "round", pk)
    user = signed_in(request)
    if not may_read(user) or user.role == Role.EXPERT or user.authority is None:
        raise Http404
    code = user.authority.prefecture_code or request.GET.get("prefecture", "")
    return case, user, Authority.objects.filter(kind=Kind.PREFECTURE, pk=code).first()


def asked(request: HttpRequest) -> tuple[str, bool]:
    """The column that orders, and whether from the highest."""
    return request.GET.get("order", "rank")[:40], request.GET.get("backwards") == "1"


@require_safe
@login_required
def candidates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The candidates of a prefecture in a round; the province chooses which prefecture."""
    case, user, prefecture = found(request, pk)
    row = Round.objects.select_related("case").get(pk=case.pk)
    order, backwards = asked(request)
    table = queries.side_by_side(row, prefecture, user).ordered(order, backwards) if prefecture else None
    province = user.level == Level.PROVINCE
    context = {
        "case": case,
        "row": row,
        "prefectures": list(Authority.objects.filter(kind=Kind.PREFECTURE).order_by("code")) if province else [],
        "table": table,
        "matter": None if province else matter_of(case.pk, user),
        "may_begin": user.role == Role.OFFICER and not province and case.state == "open",
        "heads": heads(request, table, order, backwards) if table else {},
        "query": request.GET.urlencode(),
        "screened": screening.screened(case, user, office_day(request)),
        "may_screen": user.role == Role.OFFICER,
    }
    return render(request, "recognition/candidates.html", context)


def heads(request: HttpRequest, table: queries.SideBySide, order: str, backwards: bool) -> dict[str, Any]:
    """Title, address and direction of every column that orders: `plain` by name, `figures` in a row."""

    def head(name: str, title: Text) -> tuple[Text, str, str]:
        if name != order:
            return title, link(request, "order", name), ""
        return title, link(request, "backwards", "" if backwards else "1"), "descending" if backwards else "ascending"

    return {
        "plain": {name: head(name, title) for name, title in ORDERS.items()},
        "figures": [head(norm, title) for norm, title in table.columns],
    }


@require_safe
@login_required
def export(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Exactly the table shown, in its order, as CSV or workbook."""
    case, user, prefecture = found(request, pk)
    if prefecture is None:
        raise Http404
    row = Round.objects.select_related("case").get(pk=case.pk)
    table = queries.side_by_side(row, prefecture, user).ordered(*asked(request))
    names = [*BEFORE, *(part for _, title in table.columns for part in with_margin(title)), *AFTER]
    name = f"{Text('推荐候选比较', 'candidates')}-{prefecture.name}-{case.number}"
    return exported(kind, name, names, (cells(each) for each in table.candidates))


def with_margin(title: Text) -> tuple[Text, Text, Text]:
    """The three columns a figure has in the file."""
    return (
        title,
        Text(f"{title.zh}：距门槛", f"{title.en}: margin"),
        Text(f"{title.zh}：系统测算", f"{title.en}: computed"),
    )


def cells(each: queries.Candidate) -> list[Any]:
    """A candidate as the file has it."""
    figures = [part for f in each.figures for part in (f.value, f.margin, VERDICTS[f.verdict].title)]
    return [
        each.rank or "",
        each.cluster,
        each.place,
        each.number,
        *figures,
        each.state,
        each.not_met,
        f"{each.concluded}/{each.conditions}",
        each.concluded_not_met,
        each.differing,
        each.site_check,
        "；".join(str(said) for said in each.prior),
        queries.honours_in_words(each.honours),
    ]

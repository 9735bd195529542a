"""The page behind the link of an outreach: a firm reads the policy and says so, without an account."""

from __future__ import annotations

import uuid
from hmac import compare_digest
from random import Random
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jiqun.authorities.requests import office_time
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.perform import perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Conflict, Invalid, Refusal
from jiqun.cultivation.models import Outreach, OutreachFirm
from jiqun.cultivation.models.outreach import LinkHolder
from jiqun.standards import credit_code
from jiqun.web.throttle import too_many

MOST = 120
"""Answers from one address within an hour: a park answers from one."""
STRANGE = Text(
    "这个信用代码不在本次宣达的企业名单中，请核对，或联系给您链接的工作人员。",
    "This code is not among the firms of this outreach; check it, or ask whoever gave you the link.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """Shows the policy and takes an answer; a link that is wrong, renewed or over is not there."""
    found = Outreach.objects.select_related("policy__authority", "cluster").filter(pk=pk).first()
    if found is None or not compare_digest(found.token, token):
        raise Http404
    over = found.state != "open" or found.policy.state != "published"
    table = procedure("outreach_firm")
    spec = table.by_act["answer_policy"]
    holder, now = LinkHolder(found.pk), office_time(request)
    doing = Doing(table, spec, None, holder, {}, now, Random(0))
    form, refusal, done, status = spec.form(doing=doing), None, None, 200
    if request.method == "POST" and not over:
        form = spec.form(request.POST, doing=doing)
        code = credit_code.tidy(request.POST.get("code", ""))
        row = OutreachFirm.objects.visible_to(holder).filter(firm=code).first()
        if too_many(request, "outreach-answers", MOST):
            refusal, status = Text("提交过于频繁，请一小时后再试。", "Too often; try again in an hour."), 429
        elif not form.is_valid():
            status = 422
        elif row is None:
            form.add_error("code", str(STRANGE))
            status = 422
        else:
            key = request.POST.get("key") or uuid.uuid4().hex
            try:
                perform(
                    table.name,
                    row.pk,
                    spec.name,
                    by=holder,
                    version=row.version,
                    payload=request.POST,
                    key=key,
                    now=now,
                )
                done = True
            except Invalid:
                status = 422
            except (Conflict, Refusal) as said:
                refusal, status = said.text, 409
    context = {
        "outreach": found,
        "policy": found.policy,
        "form": form,
        "refusal": refusal,
        "done": done,
        "over": over,
        "key": uuid.uuid4().hex,
    }
    response = render(request, "cultivation/outreach_answer.html", context, status=410 if over else status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

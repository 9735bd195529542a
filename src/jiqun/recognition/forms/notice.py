"""The text of the notice of a list, begun from what is on record (Article 14(三))."""

from __future__ import annotations

from jiqun.casework.models import Case
from jiqun.notices.forms.notice import NoticeForm
from jiqun.recognition.forms.screening import AcknowledgedForm
from jiqun.recognition.models import Round
from jiqun.recognition.queries import listing as queries
from jiqun.recognition.queries.parameters import NOTICE_DAYS, cited, parameter

STEPS = "经县级申报、市级初审和推荐、资格初审、专家评审"


def round_title(of: Round) -> str:
    """How official texts name a round."""
    return f"{of.year}年度{'（增补）' if of.supplementary else ''}"


def notice_body(of: Round, number: int, *, promoted: bool = False) -> str:
    """The default text of a notice: basis, steps done, what is proposed, how to object."""
    what = f"按程序递补下列{number}个集群" if promoted else f"拟认定下列{number}个集群"
    return (
        f"根据{cited(of)}第十四条规定，{STEPS}，{what}为{round_title(of)}广东省中小企业特色产业集群，"
        f"现予公示，公示期为{parameter(of, NOTICE_DAYS)}个工作日。\n"
        "公示期内，任何单位或个人对名单有异议的，请以书面形式实名反映，并提供佐证材料和联系方式；"
        "以单位名义反映的，应加盖公章。"
    )


class ListNoticeForm(AcknowledgedForm, NoticeForm):
    """The notice of the proposed list, its text begun from what is on record."""

    def prepare(self) -> None:
        """The default text."""
        if self.doing is None or self.doing.subject is None or self.is_bound:
            return
        case: Case = self.doing.subject
        of = Round.objects.select_related("case").get(pk=case.pk)
        listed = queries.standing(case).states.get("listed", 0)
        self.initial.setdefault("title", f"关于{round_title(of)}广东省中小企业特色产业集群拟认定名单的公示")
        self.initial.setdefault("body", notice_body(of, listed))
        self.initial.setdefault("contact", self.doing.by.authority.body if self.doing.by.authority else "")

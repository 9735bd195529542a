"""The text of the notice of a list, begun from the template and what is on record (Article 14(三))."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.notices import wording
from jiqun.notices.forms.editions import CorrectionForm
from jiqun.notices.forms.notice import NoticeForm
from jiqun.notices.models import Notice
from jiqun.recognition.forms.screening import AcknowledgedForm
from jiqun.recognition.models import Round
from jiqun.recognition.queries import listing as queries
from jiqun.recognition.queries.notice import item
from jiqun.recognition.queries.notice_text import template
from jiqun.recognition.queries.parameters import NOTICE_DAYS, parameter


class OfTemplate(AcknowledgedForm, NoticeForm):
    """A notice whose text begins from the template; what was changed of it is shown to whoever signs."""

    promoted = False

    def prepare(self) -> None:
        """The text by the template."""
        self.of: Round | None = None
        if self.doing is not None and self.doing.subject is not None:
            case: Case = self.doing.subject
            self.of = Round.objects.select_related("case").get(pk=case.pk)
            self.template = template(self.of, self.numbered(case), promoted=self.promoted)
            if not self.is_bound:
                self.initial.setdefault("title", self.template["title"])
                self.initial.setdefault("body", self.template["body"])
                self.initial.setdefault("contact", self.doing.by.authority.body if self.doing.by.authority else "")
                self.initial.setdefault("planned_on", self.doing.now.date())
        super().prepare()

    def numbered(self, case: Case) -> int:
        """How many clusters go on notice."""
        return 1 if self.promoted else queries.standing(case).states.get("listed", 0)

    def required_days(self) -> int:
        """As the measure says for this round."""
        assert self.of is not None
        return parameter(self.of, NOTICE_DAYS)

    def items(self) -> list[dict[str, Any]]:
        """The list as it will be published."""
        if self.doing is None or self.doing.subject is None:
            return []
        return [item(application) for application in self.listed(self.doing.subject)]

    def listed(self, case: Case) -> list[Any]:
        """The applications that go on notice."""
        return queries.in_state(case, "listed")

    @property
    def changed(self) -> tuple[wording.Change, ...]:
        """What was entered against the template."""
        return wording.differences(self.template["body"], str(self["body"].value() or "")) if self.of else ()

    @property
    def warning(self) -> Text | None:
        """Open hits of the screening, and how far the text departs from the template."""
        found = [self.to_acknowledge]
        if self.of is not None and self.is_bound:
            found.append(wording.summary(self.template["body"], self.entered("body"), self.template["revision"]))
        said = [each for each in found if each is not None]
        return Text("".join(t.zh for t in said), " ".join(t.en for t in said)) if said else None


class ListNoticeForm(OfTemplate):
    """The notice of the proposed list."""


class ListCorrectionForm(CorrectionForm):
    """A correction of a published notice; the list is taken anew from what is on record."""

    def items(self, notice: Notice) -> list[dict[str, Any]]:
        """The same clusters, as the register names them now."""
        assert self.doing is not None
        now = {str(row.pk): item(row) for row in queries.in_state(self.doing.subject, "listed", "removed")}
        return [now.get(each["case"], each) for each in notice.items]

"""What an extract asks for."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms

from jiqun.archives import contents
from jiqun.archives.entry import Entry
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence import previews, store
from jiqun.evidence.models import StoredFile
from jiqun.evidence.privacy.files import look_through
from jiqun.web.fields import T, day, line, text

NO_MATTER = Text("查不到编号为“{number}”的办件，请核对。", "There is no matter “{number}” here; check the number.")
FUTURE = Text("收到日期不能晚于今天。", "The day of receipt cannot lie ahead.")
OWN_REVIEW = Text("保密审查人不能是经办本人。", "Whoever prepares it is not the one who reviews it.")
NO_COPY = Text(
    "“{name}”不能去除文件属性中的位置、设备和作者信息，不予提供；请换成 PDF 后作为附件补入，或在“不提供的部分”说明。",
    "No copy free of place, device and author can be made of “{name}”; attach it as PDF, or say why it is not given.",
)
PERSONAL = Text(
    "下列文件含个人信息或无法自动识读，请逐件核对，并在“个人信息处理”中写明如何处理：{names}",
    "These hold personal data or cannot be read by the system; look at each and say what was done about it: {names}",
)


def key(entry: Entry) -> str:
    """What a file is chosen by: its place in the matter and its content."""
    return hashlib.sha256(f"{entry.name}\n{entry.stored}".encode()).hexdigest()[:16]


class DraftForm(PayloadForm):
    """`number` (of the matter), `request` (the number of the request), `received_on`."""

    number = line(T("办件编号", "Number of the matter"), limit=40, help_text=T("如 2025-A001。", "Such as 2025-A001."))
    request = line(
        T("依申请公开受理编号", "Number of the request"),
        limit=60,
        help_text=T("只登记编号，不登记申请人的个人信息。", "The number alone; nothing about who asked."),
    )
    received_on = day(T("收到申请日期", "Received on"))

    def clean_number(self) -> str:
        """A matter the account sees."""
        assert self.doing is not None
        found: str = self.cleaned_data["number"].strip()
        if not Case.objects.visible_to(self.doing.by).filter(number=found).exists():
            raise forms.ValidationError(str(NO_MATTER.format(number=found[:40])))
        return found

    def clean_received_on(self) -> Any:
        """Not a day to come."""
        found = self.cleaned_data["received_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(str(FUTURE))
        return found


class PartsForm(PayloadForm):
    """`parts`, `withheld`, `personal`, `reviewer`, `finding`: what is given, and the review of it."""

    parts = forms.MultipleChoiceField(
        label=T("提供的文件", "What is given"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": T("请勾选要提供的文件；都不提供的，请用“不予提供”。", "Choose files, or refuse.")},
    )
    withheld = text(
        T("不提供的部分及理由", "What is not given, and why"),
        limit=1000,
        rows=3,
        required=False,
        help_text=T(
            "签批意见、审核记录、评审打分等内部事务和过程性信息不在可选范围（政府信息公开条例第十六条）。",
            "Sign-offs, notes and scores cannot be chosen (Regulation on Open Government Information, Article 16).",
        ),
    )
    personal = text(T("个人信息处理", "Personal data"), limit=500, rows=2, required=False)
    reviewer = line(T("保密审查人", "Reviewer for secrecy"), limit=40)
    finding = text(T("审查意见", "Finding"), limit=500, rows=3)

    def prepare(self) -> None:
        """The files of the matter; what was chosen before stays chosen."""
        self.offered: dict[str, Entry] = {}
        if self.doing is None or self.doing.subject is None or self.doing.by.authority is None:
            return
        extract = self.doing.subject.extract
        self.offered = {key(each): each for each in contents.openable(extract.of, self.doing.clerk)}
        field = self.fields["parts"]
        field.choices = [(name, each.name) for name, each in self.offered.items()]  # type: ignore[attr-defined]
        was = {name: getattr(extract, name) for name in ("withheld", "reviewer", "finding")}
        self.initial = {"parts": [each["key"] for each in extract.chosen], **was, **self.initial}

    def clean_reviewer(self) -> str:
        """Somebody else than the one who enters it."""
        found: str = self.cleaned_data["reviewer"].strip()
        if self.doing is not None and found == self.doing.clerk.person.name:
            raise forms.ValidationError(str(OWN_REVIEW))
        return found

    def clean(self) -> dict[str, Any]:
        """Copies free of properties are made and looked through for personal data; all faults at once."""
        data: dict[str, Any] = super().clean() or {}
        chosen, doubtful = [], []
        for name in data.get("parts", ()):
            part = self.offered[name]
            copy = self.copied(part)
            if copy is None:
                self.add_error("parts", str(NO_COPY.format(name=part.name)))
                continue
            looked = look_through(copy.sha256, part.name)
            if looked.findings or not looked.readable:
                doubtful.append(part.name)
            told = sorted({each.kind for each in looked.findings})
            chosen.append(
                {"key": name, "name": part.name, "sha256": copy.sha256, "found": told, "read": looked.readable}
            )
        if doubtful and not data.get("personal"):
            self.add_error("personal", str(PERSONAL.format(names="、".join(doubtful))))
        return data | {"chosen": chosen}

    def copied(self, part: Entry) -> StoredFile | None:
        """The copy that may leave the office, kept; `None` where none can be made."""
        assert self.doing is not None
        try:
            original = StoredFile.objects.get(pk=part.stored)
            return store.keep(previews.published_copy(original), original.media_type, self.doing.now)
        except (previews.NoPreview, store.NotStored, StoredFile.DoesNotExist):
            return None


class GroundForm(PayloadForm):
    """`ground`: why nothing is given, with its clause."""

    ground = text(
        T("不予提供的理由和依据", "Why nothing is given"),
        limit=1000,
        rows=4,
        help_text=T("写明政府信息公开条例的条款。", "Name the article of the Regulation."),
    )

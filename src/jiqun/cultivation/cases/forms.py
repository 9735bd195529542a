"""What is entered for a case: its cluster and theme, pictures, publishing, selecting, reasons (Article 11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.cases.filling import typical
from jiqun.cultivation.cases.pictures import PictureField
from jiqun.cultivation.cases.prose import plain_words
from jiqun.cultivation.cases.themes import themes
from jiqun.cultivation.models import CasePicture
from jiqun.evidence.privacy.form import LookedThroughForm
from jiqun.register.models import Cluster
from jiqun.web.fields import T, line, text

MOST_PICTURES = 12
FULL = T(
    f"每个案例最多 {MOST_PICTURES} 张图片，请先删去不用的。",
    f"A case has at most {MOST_PICTURES} pictures; take one out first.",
)


def theme_field() -> forms.ChoiceField:
    """One of the themes of Article 11."""
    return forms.ChoiceField(
        label=T("主题", "Theme"),
        choices=lambda: [("", T("请选择", "Choose")), *((each.slug, each.title) for each in themes().values())],
        error_messages={
            "required": T("请选择{A11}所列的主题。", "Choose one of the themes of {A11}."),
            "invalid_choice": T("没有这个主题。", "There is no such theme."),
        },
    )


class BeginForm(PayloadForm):
    """A new case: `cluster`, `theme`."""

    cluster = forms.ModelChoiceField(
        label=T("集群", "Cluster"),
        queryset=Cluster.objects.none(),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T("请选择本单位的集群。", "Choose a cluster of your own."),
        },
    )
    theme = theme_field()

    def prepare(self) -> None:
        """The county's own clusters."""
        if self.doing is not None:
            cluster: Any = self.fields["cluster"]
            cluster.queryset = Cluster.objects.filter(authority=self.doing.clerk.authority_id).order_by("name")

    def clean_cluster(self) -> str:
        """Its key as text."""
        return str(self.cleaned_data["cluster"].pk)


class PictureForm(PayloadForm):
    """A picture: `picture` (made anew), `alt` for those who do not see it, `caption` below it."""

    picture = PictureField(
        label=T("图片", "Picture"),
        help_text=T(
            "jpg 或 png，不超过 20 MB，宽度至少 400 像素。"
            "上传后重新生成，拍摄地点、时间和设备信息一律去除，原图不保存。",
            "jpg or png, up to 20 MB, at least 400 pixels wide. It is made anew: place, time and device are taken out,"
            " and the upload is not kept.",
        ),
    )
    alt = line(
        T("替代文字", "Words instead of the picture"),
        limit=120,
        help_text=T(
            "向看不到图片的人说明画面内容，如：工人在检测线上核对电子元件。",
            "What it shows, for those who cannot see it.",
        ),
        error_messages={"required": T("请填写替代文字（无障碍要求）。", "Say what it shows.")},
    )
    caption = line(T("图注", "Caption"), limit=120, required=False)

    def clean(self) -> dict[str, Any]:
        """There is room for one more."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        subject = getattr(self.doing, "subject", None)
        if subject is not None and pictures_of(subject).count() >= MOST_PICTURES:
            self.add_error(None, FULL)
        return data


class RemoveForm(PayloadForm):
    """A picture to take out: `picture`, its number."""

    picture = forms.TypedChoiceField(
        label=T("图片", "Picture"),
        coerce=int,
        error_messages={
            "required": T("请选择图片。", "Choose the picture."),
            "invalid_choice": T("没有这张图片，或已经删去。", "There is no such picture, or it was taken out."),
        },
    )

    def prepare(self) -> None:
        """Those there are."""
        subject = getattr(self.doing, "subject", None)
        if subject is not None:
            field: Any = self.fields["picture"]
            field.choices = [(each.number, f"图{each.number} {each.alt[:40]}") for each in pictures_of(subject)]


class SubmitForm(PayloadForm):
    """Handing in: `theme`, as it is or another one."""

    theme = theme_field()

    def prepare(self) -> None:
        """The theme it was begun with."""
        subject = getattr(self.doing, "subject", None)
        if subject is not None and not self.is_bound:
            self.initial.setdefault("theme", typical(subject).theme)


class PublishForm(LookedThroughForm):
    """Publishing: every finding of personal data is explained; `pictures_seen` says somebody looked at the pictures."""

    pictures_seen = forms.BooleanField(
        label=T(
            "已逐张查看图片：不含个人信息和涉密内容，可辨认的人物已同意公开。",
            "Every picture was looked at: nothing personal or secret; people who can be recognised agreed.",
        ),
        error_messages={"required": T("请先逐张查看图片，再勾选确认。", "Look at every picture, then say so.")},
    )

    def prepare(self) -> None:
        """Without pictures nobody is asked about them."""
        if not self.pictures():
            self.fields.pop("pictures_seen", None)
        super().prepare()

    def pictures(self) -> list[CasePicture]:
        """Those the case has now."""
        subject = getattr(self.doing, "subject", None)
        return list(pictures_of(subject)) if subject is not None else []

    def also_looked_at(self) -> Iterator[tuple[Text, str]]:
        """Title, summary, text, and the words at the pictures."""
        subject = getattr(self.doing, "subject", None)
        if subject is None:
            return
        row = typical(subject)
        yield Text("标题", "The title"), row.title
        yield Text("摘要", "The summary"), row.summary
        yield Text("正文", "The text"), plain_words(row.text)
        for each in self.pictures():
            yield Text(f"图{each.number}说明", f"Words at picture {each.number}"), f"{each.alt}\n{each.caption}"


class SelectForm(PayloadForm):
    """The province's selection: `honour` (the batch) and `reason`."""

    honour = line(
        T("入选名称", "Selected as"),
        limit=60,
        help_text=T("如：2025年省级集群典型案例。", "Such as 2025年省级集群典型案例."),
    )
    reason = text(
        T("入选理由", "Why"),
        limit=500,
        rows=3,
        error_messages={"required": T("请写明入选理由。", "Say why it is selected.")},
    )


class ReasonForm(PayloadForm):
    """Why: `reason`."""

    reason = text(T("理由", "Reason"), limit=1000, error_messages={"required": T("请写明理由。", "Say why.")})


def pictures_of(subject: Any) -> Any:
    """The pictures of a case that were not taken out."""
    return CasePicture.objects.filter(of=subject.pk, removed_at=None)

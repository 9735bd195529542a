"""What signers enter: comments, reasons, and endorsements that leaders gave on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.web.fields import T, day, line

if TYPE_CHECKING:
    from jiqun.casework.models import Signature


class SignForm(PayloadForm):
    """Signing: an optional comment, and the sentence to affirm where the link asks for one."""

    comment = forms.CharField(
        label=T("签批意见", "Comment"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=T(
            "本单位内部可见，随办件流转到以后的签批人。", "Seen within your own authority, and by those who sign next."
        ),
    )

    def prepare(self) -> None:
        """Adds the sentence of the link."""
        affirms = self.doing.act.chain[0].affirms if self.doing and self.doing.act.chain else None
        if affirms is not None:
            self.fields["affirmed"] = forms.BooleanField(
                label=affirms,  # type: ignore[arg-type]
                error_messages={"required": T(f"须确认：{affirms.zh}", f"To be affirmed: {affirms.en}")},
            )


class ReasonForm(PayloadForm):
    """Sending back: the reason is asked for."""

    reason = forms.CharField(
        label=T("理由", "Reason"),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": T("请写明理由。", "Say why.")},
    )


class PaperForm(PayloadForm):
    """An endorsement on paper: whose, of what day, in which words. The sheet itself is a field that the room above
    which keeps files adds (`take_papers`)."""

    endorser = line(
        T("签批领导姓名", "Who endorsed"),
        limit=40,
        error_messages={"required": T("请填写签批单上签名的领导姓名。", "Name the leader who signed the sheet.")},
    )
    dated = day(T("签批日期", "Date on the sheet"))
    comment = forms.CharField(
        label=T("签批意见", "Opinion"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": T("请照签批单抄录签批意见，如“同意”。", "Copy the opinion from the sheet, such as 同意.")
        },
        help_text=T("照签批单或会议纪要抄录。", "As it stands on the sheet or in the minutes."),
    )

    def clean_dated(self) -> Any:
        """Not in the future, nor before it was laid before anybody."""
        given = self.cleaned_data["dated"]
        if self.doing is not None and given > self.doing.today:
            raise forms.ValidationError(T("签批日期不能晚于今天。", "The sheet cannot be dated in the future."))
        return given


class ConfirmForm(SignForm):
    """Confirming against the sheet: that it reads as entered, and what the link affirms."""

    field_order = ("checked", "affirmed", "comment")

    checked = forms.BooleanField(
        label=T(
            "已对照签批单（会议纪要）原件：签批人、日期和意见与登记一致。",
            "Checked against the sheet: who, when and what are as entered.",
        ),
        error_messages={"required": T("请核对原件后确认。", "Check the sheet, then confirm.")},
    )

    def prepare(self) -> None:
        """Adds the sentence of the link."""
        super().prepare()
        self.order_fields(self.field_order)


FORMS: dict[str, type[PayloadForm]] = {
    "sign": SignForm,
    "record_paper": PaperForm,
    "confirm_paper": ConfirmForm,
    "send_back": ReasonForm,
    "one_back": ReasonForm,
    "recall": PayloadForm,
}

_addresses: list[Callable[[Signature], str]] = []


def take_papers(form: type[PaperForm], address: Callable[[Signature], str]) -> None:
    """The room that keeps files names, when it is loaded, the form with the sheet and where a sheet is read.

    The form's field `paper` cleans to {"sha256", "name"}.
    """
    FORMS["record_paper"] = form
    _addresses[:] = [address]


def sheet_url(signature: Signature) -> str:
    """Where the sheet of an endorsement is read; empty for one that has none."""
    return _addresses[0](signature) if signature.paper and _addresses else ""

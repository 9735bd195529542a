"""A form field for one file: checked and stored when it is cleaned, told to the journal by its digests' name.

In a form that anybody may send, `StrangersField` only checks it: the form stores it once nothing else is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiqun.bilingual import Text, pick
from jiqun.evidence import checks, store
from jiqun.evidence.models import StoredFile

SALT = "jiqun.evidence"
NONE_CHOSEN = Text("请选择要上传的文件。", "Choose a file to upload.")
CHOOSE_AGAIN = Text(
    "文件尚未保存：请改正其他各项后重新选择文件。", "The file was not kept: mend the rest, then choose the file again."
)
GONE = Text("先前上传的文件已失效，请重新选择。", "The file uploaded before is no longer there; choose it again.")


class EvidenceInput(forms.FileInput):
    """A file input that remembers what was already stored, so that a fault elsewhere loses no upload.

    What the browser carries back is signed: nobody lays hands on a stored file by knowing its digest.
    """

    kept: dict[str, str] | None = None

    @property
    def token(self) -> str:
        """What a browser carries back for the file that is stored; empty when there is none."""
        return "" if self.kept is None else signing.dumps(self.kept, salt=SALT)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The upload, or what was stored before: a plain value from a program, a signed one from a browser."""
        upload = files.get(name) if files else None
        return upload or data.get(name) or data.get(f"{name}-kept")

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True when neither is there."""
        return self.value_from_datadict(data, files, name) is None

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The input and, once a file is stored, its name."""
        control = super().render(name, None, {"accept": checks.ACCEPT, **(attrs or {})}, renderer)
        if self.kept is None:
            return control
        return format_html(
            '<p class="last">{}</p><input type="hidden" name="{}-kept" value="{}">{}',
            pick("已上传：", "Uploaded: ")
            + self.kept["name"]
            + pick("（另选文件则替换）", " (choose another to replace it)"),
            name,
            self.token,
            control,
        )


class EvidenceField(forms.FileField):
    """One file. `clean()` checks and stores it and returns `{"sha256": …, "name": …}`; not given: `None`.

    Given again (a prepared act that is signed), the same mapping is accepted when the store has the file. The
    business time comes from the form's `doing`, and without one from the real clock.
    """

    widget = EvidenceInput
    now: datetime | None = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": NONE_CHOSEN})
        super().__init__(**kwargs)

    def get_bound_field(self, form: BaseForm, field_name: str) -> BoundField:
        """Takes the business time from the form."""
        doing = getattr(form, "doing", None)
        self.now = doing.now if doing is not None else None
        return super().get_bound_field(form, field_name)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Checks, stores, and names what was stored."""
        if data in (None, ""):
            if self.required:
                raise ValidationError(str(self.error_messages["required"]), code="required")
            return None
        if isinstance(data, Mapping):
            found = self.known(data)
        elif isinstance(data, str):
            try:
                found = self.known(signing.loads(data, salt=SALT))
            except signing.BadSignature:
                raise ValidationError(str(GONE), code="gone") from None
        else:
            return self.taken(data)
        self.widget.kept = found
        return found

    def taken(self, upload: Any) -> Any:
        """What becomes of an upload when it is cleaned: it is stored and remembered."""
        self.widget.kept = found = self.stored(upload)
        return found

    def stored(self, upload: Any) -> dict[str, str]:
        """Keeps an upload. Raises `ValidationError` with the reason when it is unfit."""
        try:
            row = store.put(upload.file, upload.name, self.now or timezone.now())
        except checks.Unfit as unfit:
            raise ValidationError(str(unfit.text), code="unfit") from unfit
        return {"sha256": row.sha256, "name": upload.name}

    def known(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What was stored before. Raises `ValidationError` when the store does not have it."""
        sha256, name = str(data.get("sha256", "")), str(data.get("name", ""))
        if not name or not StoredFile.objects.filter(pk=sha256).exists():
            raise ValidationError(str(GONE), code="gone")
        return {"sha256": sha256, "name": name}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Always when something was given."""
        return data not in (None, "")


class StrangersField(EvidenceField):
    """One file from anybody: `clean()` checks it and keeps nothing, so that no refused form fills the disk.

    The form calls `settle` at the end of its own `clean()`.
    """

    def taken(self, upload: Any) -> Any:
        """The upload itself, once it is fit. Raises `ValidationError` with the reason when it is not."""
        try:
            checks.check(upload.file, upload.name)
        except checks.Unfit as unfit:
            raise ValidationError(str(unfit.text), code="unfit") from unfit
        return upload

    def settle(self, found: Any, *, faultless: bool) -> Any:
        """Stores what was cleaned. Raises `ValidationError` when the form has a fault elsewhere and keeps nothing."""
        if found is None or isinstance(found, Mapping):
            return found
        if not faultless:
            raise ValidationError(str(CHOOSE_AGAIN), code="again")
        return self.stored(found)

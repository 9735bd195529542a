"""A form field for several proof files: each is checked and stored, and one that is unfit loses no other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiqun.bilingual import Text, pick
from jiqun.evidence import checks
from jiqun.evidence.fields import GONE, SALT, EvidenceField, EvidenceInput

MOST = 20
_TOO_MANY = Text("一次最多上传 {n} 个文件，请分次补充。", "At most {n} files at once; add the rest afterwards.")


class ProofsInput(EvidenceInput):
    """A file input for several, onto which files can be dropped; what was stored already is carried along, signed."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.stored: list[dict[str, str]] = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        """What a program gives, what was stored before, and the uploads, in this order."""
        given = data.get(name)
        return [
            *(given if isinstance(given, list) else []),
            *_several(data, f"{name}-kept"),
            *_several(files or {}, name),
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True when there is none."""
        return not self.value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The input and the names of what is stored already."""
        self.kept = None
        control = super().render(name, None, attrs, renderer)
        kept = format_html_join(
            "",
            '<p class="last">{}{}</p><input type="hidden" name="{}-kept" value="{}">',
            (
                (pick("已上传：", "Uploaded: "), file["name"], name, signing.dumps(file, salt=SALT))
                for file in self.stored
            ),
        )
        return format_html("{}{}", kept, control)


class ProofsField(EvidenceField):
    """Several files. `clean()` returns `[{"sha256": …, "name": …}]`, the same content once; none: `[]`."""

    widget = ProofsInput

    def clean(self, data: Any, initial: Any = None) -> list[dict[str, str]]:
        """Checks and stores each. Raises `ValidationError` naming every file that is not taken."""
        given = list(data or [])
        if not given and self.required:
            raise ValidationError(str(self.error_messages["required"]), code="required")
        if len(given) > MOST:
            raise ValidationError(str(_TOO_MANY.format(n=MOST)), code="many")
        found: dict[str, dict[str, str]] = {}
        faults: list[str] = []
        for each in given:
            try:
                one = self._one(each)
            except ValidationError as wrong:
                name = getattr(each, "name", "")
                faults += [f"{name}：{said}" if name else said for said in wrong.messages]
            else:
                found.setdefault(one["sha256"], one)
        self.widget.stored = list(found.values())
        if faults:
            raise ValidationError(faults)
        return list(found.values())

    def _one(self, given: Any) -> dict[str, str]:
        if isinstance(given, Mapping):
            return self.known(given)
        if isinstance(given, str):
            try:
                return self.known(signing.loads(given, salt=SALT))
            except signing.BadSignature:
                raise ValidationError(str(GONE), code="gone") from None
        return self.stored(given)


def accepted() -> str:
    """The endings that are taken, as a page says them."""
    return checks.ACCEPT.replace(".", "").replace(",", "、")


def _several(data: Any, name: str) -> list[Any]:
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    value = data.get(name)
    return list(value) if isinstance(value, list) else [value] if value else []

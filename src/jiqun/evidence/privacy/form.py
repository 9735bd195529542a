"""What a form that publishes something asks: every finding is taken out, or a person says why it may stand.

The values of the `open_fields` (an office's own contact) may stand wherever they are: its landline and mail address.
A private number or card is asked about even there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.privacy.files import look_through
from jiqun.evidence.privacy.looking import Finding, scan
from jiqun.web.fields import T

STAYS = "stays_"
OFFICES = ("landline", "email")
LONGEST = 300


class LookedThroughForm(PayloadForm):
    """Looks through the texts and files it is given before it takes them.

    `looked_at` are the names of its text fields, `files_looked_at` those of its files, `open_fields` those whose
    landline numbers and mail addresses are the office's own. `also_looked_at` names text from elsewhere (a list).
    """

    looked_at: tuple[str, ...] = ()
    files_looked_at: tuple[str, ...] = ()
    open_fields: tuple[str, ...] = ()

    def also_looked_at(self) -> Iterator[tuple[Text, str]]:
        """What is published beside the fields: (where, text)."""
        return iter(())

    def prepare(self) -> None:
        """One statement for each finding of what was entered."""
        super().prepare()
        if self.is_bound:
            self.look_at_texts()

    def entered(self, name: str) -> str:
        """A text as it was entered."""
        return str(self.data.get(self.add_prefix(name)) or "")

    def look_at_texts(self) -> None:
        """Looks through what was written."""
        open_keys = {f.key for name in self.open_fields for f in scan(self.entered(name)) if f.kind in OFFICES}
        for name in (*self.looked_at, *self.open_fields):
            for finding in scan(self.entered(name)):
                if finding.key not in open_keys:
                    self.ask(finding, self.fields[name].label)
        for where, text in self.also_looked_at():
            for finding in scan(text):
                if finding.key not in open_keys:
                    self.ask(finding, where)

    def ask(self, finding: Finding, where: object) -> None:
        """One statement about one finding in a text."""
        said = " ".join(finding.text.split())
        self.state(
            finding.key,
            T(
                f"{where}中的{finding.title.zh}“{said}”：可以公开的理由",
                f"{where}: {finding.title.en} “{said}” may stand because",
            ),
            T(
                f"{where}中有{finding.title.zh}“{said}”。请删去；确需公开的，在下方逐项写明理由。",
                f"{where} holds a {finding.title.en}, “{said}”. Take it out, or say below why it may stand.",
            ),
        )

    def state(self, key: str, label: Any, missing: Any) -> None:
        """Adds the field of one statement; blank, it bars the form with the sentence `missing`."""
        self.fields.setdefault(
            STAYS + key,
            forms.CharField(label=label, max_length=LONGEST, error_messages={"required": missing}),
        )

    def clean(self) -> dict[str, Any]:
        """Looks through the files, which are stored by now; their findings are asked about like those of the texts."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.files_looked_at:
            if isinstance(data.get(name), Mapping):
                self.look_at_file(data, data[name], self.fields[name].label)
        return data

    def look_at_file(self, data: dict[str, Any], file: Mapping[str, str], label: object) -> None:
        """One stored file: what it holds, or that a person has to look at it."""
        looked = look_through(file["sha256"], file["name"])
        asked = [
            (
                each.key,
                T(
                    f"{label}“{file['name']}”中的{each.title.zh}（{each.masked}）：可以公开的理由",
                    f"{each.title.en} ({each.masked}) in “{file['name']}” may stand because",
                ),
                T(
                    f"{label}“{file['name']}”中有{each.title.zh}（{each.masked}）。请删去后重新上传；"
                    "确需公开的，在下方逐项写明理由。",
                    f"“{file['name']}” holds a {each.title.en} ({each.masked}). Take it out and upload it again, or "
                    "say below why it may stand.",
                ),
            )
            for each in looked.findings
        ]
        if not looked.readable:
            asked.append(
                (
                    f"unread{file['sha256'][:12]}",
                    T(f"{label}“{file['name']}”的人工查看情况", f"“{file['name']}” was looked through by"),
                    T(
                        f"{label}“{file['name']}”是图片或扫描件，系统无法读取。"
                        "请人工查看有无个人信息，在下方写明查看人和结果。",
                        f"“{file['name']}” is a picture or scan and cannot be read. Look for personal data and "
                        "say below who did and what was found.",
                    ),
                )
            )
        for key, heading, missing in asked:
            self.state(key, heading, missing)
            reason = self.entered(STAYS + key).strip()[:LONGEST]
            data[STAYS + key] = reason
            if not reason:
                self.add_error(STAYS + key, missing)


def stated(payload: Mapping[str, Any]) -> dict[str, str]:
    """The statements of a cleaned payload by the key of their finding."""
    return {name.removeprefix(STAYS): str(reason) for name, reason in payload.items() if name.startswith(STAYS)}

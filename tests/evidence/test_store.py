"""The store: by content, once, durable; the field that fills it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import pytest
from django import forms
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.evidence import store
from jiqun.evidence.checks import Unfit
from jiqun.evidence.fields import SALT, EvidenceField
from jiqun.evidence.models import StoredFile
from tests.evidence.samples import PDF
from tests.office import at

NOW = at("2025-03-20 10:00")
pytestmark = pytest.mark.django_db


class Doing:
    now: datetime = NOW


class SampleForm(forms.Form):
    scan = EvidenceField(label="扫描件")
    title = forms.CharField(required=False, max_length=3)
    doing = Doing()


def test_put_keeps_bytes_under_their_digest() -> None:
    row = store.put(PDF, "a.pdf", NOW)
    expected = hashlib.sha256(PDF).hexdigest(), hashlib.new("sm3", PDF).hexdigest(), len(PDF), "application/pdf", NOW
    assert (row.sha256, row.sm3, row.size, row.media_type, row.stored_at) == expected
    assert store.read(row.sha256) == PDF
    assert store.path_of(row.sha256).parent.parent.name == row.sha256[:2]


def test_put_of_the_same_bytes_stays_one_file() -> None:
    first = store.put(PDF, "a.pdf", NOW)
    assert store.put(PDF, "b.pdf", at("2025-03-21 10:00")).stored_at == first.stored_at
    assert StoredFile.objects.count() == 1
    assert list((store.folder() / "incoming").iterdir()) == []


def test_unfit_file_leaves_nothing_behind() -> None:
    with pytest.raises(Unfit):
        store.put(b"", "a.pdf", NOW)
    assert not StoredFile.objects.exists()
    assert not store.folder().exists() or list(store.folder().rglob("*")) == []


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "A" * 64])
def test_open_of_what_is_not_there_is_not_stored(digest: str) -> None:
    with pytest.raises(store.NotStored):
        store.open_file(digest)


def sent(data: dict[str, Any], upload: SimpleUploadedFile | None = None) -> SampleForm:
    return SampleForm(data, {"scan": upload} if upload else {})  # type: ignore[arg-type]


def test_field_stores_an_upload_and_names_it() -> None:
    form = sent({}, SimpleUploadedFile("盖章件.pdf", PDF))
    assert form.is_valid()
    assert form.cleaned_data["scan"] == {"sha256": hashlib.sha256(PDF).hexdigest(), "name": "盖章件.pdf"}
    assert StoredFile.objects.get().stored_at == NOW


def test_field_takes_the_stored_value_again_when_an_act_is_signed() -> None:
    first = sent({}, SimpleUploadedFile("a.pdf", PDF))
    assert first.is_valid()
    assert sent({"scan": first.cleaned_data["scan"]}).is_valid()
    assert sent({"scan": {"sha256": "0" * 64, "name": "a.pdf"}}).errors["scan"] == [
        "先前上传的文件已失效，请重新选择。"
    ]


def test_field_loses_no_upload_to_a_fault_elsewhere() -> None:
    wrong = sent({"title": "too long"}, SimpleUploadedFile("a.pdf", PDF))
    assert not wrong.is_valid()
    token = signing.dumps({"sha256": hashlib.sha256(PDF).hexdigest(), "name": "a.pdf"}, salt=SALT)
    assert 'name="scan-kept"' in str(wrong["scan"])
    again = sent({"scan-kept": token})
    assert again.is_valid()
    assert again.cleaned_data["scan"]["name"] == "a.pdf"


def test_field_trusts_no_digest_that_a_browser_makes_up() -> None:
    sent({}, SimpleUploadedFile("a.pdf", PDF)).is_valid()
    made_up = json.dumps({"sha256": hashlib.sha256(PDF).hexdigest(), "name": "a.pdf"})
    assert sent({"scan-kept": made_up}).errors["scan"] == ["先前上传的文件已失效，请重新选择。"]


def test_field_says_what_is_wrong_with_an_upload() -> None:
    form = sent({}, SimpleUploadedFile("a.pdf", b"GIF89a"))
    assert form.errors["scan"] == [
        "文件“a.pdf”的内容不是 pdf 格式，可能只是改了后缀名。请用原软件打开后另存为 pdf 再上传。"
    ]
    assert sent({}).errors["scan"] == ["请选择要上传的文件。"]
    assert sent({}, SimpleUploadedFile("a.pdf", b"")).errors["scan"] == [
        "文件“a.pdf”是空的（0 字节）。请重新导出或扫描后上传。"
    ]

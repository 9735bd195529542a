"""Photos at a firm: time and place from the camera stay with the case and leave with no copy."""

from __future__ import annotations

import io
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.config import clock
from jiqun.evidence import previews
from jiqun.evidence.checks import Unfit
from jiqun.evidence.inside.taken import degrees, moment
from jiqun.evidence.models import Attachment, StoredFile
from jiqun.visits import drafts
from jiqun.visits.models import Photo, VisitedFirm
from tests.office import HUIZHOU, PROVINCE, ZHONGSHAN, at, officer
from tests.recognition.prefecture import NOW, Office

GPS, EXIF = 0x8825, 0x8769


def photo(*, placed: bool = True, when: str = "2025:04:21 09:30:05", offset: str = "", colour: int = 90) -> bytes:
    """A JPEG as a phone writes it."""
    made = Image.new("RGB", (64, 48), (colour, 120, 60))
    known = Image.Exif()
    known[0x010F] = "Canary Phone"
    known[EXIF] = {0x9003: when, **({0x9011: offset} if offset else {})}
    if placed:
        known[GPS] = {1: "N", 2: (23.0, 6.0, 40.0), 3: "E", 4: (114.0, 24.0, 36.0)}
    target = io.BytesIO()
    made.save(target, "JPEG", exif=known)
    return target.getvalue()


def upload(data: bytes, name: str = "现场.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def add(visit: Case, data: bytes, name: str = "现场.jpg", code: str = HUIZHOU, seed: int = 3) -> Photo:
    uscc = VisitedFirm.objects.filter(visit=visit.pk).order_by("position")[0].uscc
    return drafts.add_photo(visit.pk, uscc, upload(data, name), by=officer(code), now=NOW, chance=Random(seed))


@pytest.mark.django_db
def test_photo_keeps_when_and_where_it_was_taken(visit: Case) -> None:
    """A14.2: what the camera says, in China's time where it names no other."""
    found = add(visit, photo())
    assert (found.taken_at, found.latitude, found.longitude) == (at("2025-04-21 09:30:05"), "23.111111", "114.410000")
    abroad = add(visit, photo(offset="+00:00", colour=91), seed=4)
    assert abroad.taken_at == at("2025-04-21 17:30:05")


@pytest.mark.django_db
def test_photo_without_time_or_place_is_kept_all_the_same(visit: Case) -> None:
    found = add(visit, photo(placed=False, when="0000:00:00 00:00:00"))
    assert (found.taken_at, found.latitude, found.longitude) == (None, "", "")


@pytest.mark.django_db
def test_published_copy_of_a_photo_has_no_place_time_or_device(visit: Case) -> None:
    """Trust (Files): kept for the case, stripped from anything published; what the page shows is pixels only."""
    found = add(visit, photo())
    stored = StoredFile.objects.get(pk=found.attachment.file_id)
    for copy in (previews.published_copy(stored), previews.page(stored.sha256, "a.jpg", 1)):
        with Image.open(io.BytesIO(copy)) as picture:
            known = picture.getexif()
            assert (dict(known.get_ifd(GPS)), dict(known.get_ifd(EXIF))) == ({}, {})
        assert b"Canary" not in copy and b"2025:04:21" not in copy


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "data"), [("现场.pdf", b"%PDF-1.4"), ("现场.heic", b"x")])
def test_photo_of_another_kind_is_refused(visit: Case, name: str, data: bytes) -> None:
    with pytest.raises(Refusal, match="请选择照片"):
        add(visit, data, name)


@pytest.mark.django_db
def test_photo_that_is_none_is_refused(visit: Case) -> None:
    with pytest.raises(Unfit):
        add(visit, b"\xff\xd8\xff not a picture", "现场.jpg")
    assert not Photo.objects.exists()


@pytest.mark.django_db
def test_photo_is_for_those_who_visit(visit: Case) -> None:
    with pytest.raises(NotHere):
        add(visit, photo(), code=ZHONGSHAN)
    with pytest.raises(Refusal, match="由安排本次检查的单位经办填写"):
        add(visit, photo(), code=PROVINCE)


@pytest.mark.django_db
def test_photo_of_a_firm_another_stands_in_for_is_refused(office: Office, visit: Case) -> None:
    uscc = VisitedFirm.objects.filter(visit=visit.pk).order_by("position")[0].uscc
    office.act(visit, "replace_firm", officer(HUIZHOU), {"firm": uscc, "reason": "停产"})
    with pytest.raises(Refusal, match="该企业已被替换"):
        add(visit, photo())


@pytest.mark.django_db
def test_photo_taken_away_stays_on_record(visit: Case) -> None:
    found = add(visit, photo())
    drafts.remove_photo(visit.pk, found.pk, by=officer(HUIZHOU), now=NOW)
    there = Attachment.objects.get(pk=found.attachment_id)
    assert (there.removed_by, there.removed_at) == (officer(HUIZHOU), NOW)
    with pytest.raises(Refusal, match="已被移除"):
        drafts.remove_photo(visit.pk, found.pk, by=officer(HUIZHOU), now=NOW)


@pytest.mark.django_db
def test_photos_posted_together_keep_the_good_ones(office: Office, visit: Case, monkeypatch: Any) -> None:
    """One that is unfit is named; the others are kept."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(officer(HUIZHOU), backend="jiqun.authorities.backends.AccountBackend")
    uscc = VisitedFirm.objects.filter(visit=visit.pk).order_by("position")[0].uscc
    url = reverse("visits:add-photos", args=[visit.pk, uscc])
    sent = {"photos": [upload(photo()), upload(b"x", "坏.jpg"), upload(photo(colour=1), "二.jpg")]}
    page = client.post(url, sent, follow=True).content.decode()
    assert "已保存 2 张照片。" in page and "坏.jpg" in page
    assert page.count("23.111111, 114.410000") == 2
    assert "请选择照片" in client.post(url, {}, follow=True).content.decode()


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59_999), st.sampled_from("NS"))
def test_degrees_are_decimal_to_a_millionth(whole: int, minutes: int, milli: int, side: str) -> None:
    parts = (Fraction(whole), Fraction(minutes), Fraction(milli, 1000))
    said = degrees(parts, side, "S", 90)
    exact = parts[0] + parts[1] / 60 + parts[2] / 3600
    assert abs(abs(Fraction(said)) - exact) <= Fraction(1, 10**6)
    assert said.startswith("-") == (side == "S" and Fraction(said) != 0)


@pytest.mark.parametrize("parts", [None, (1, 2), ("a", "b", "c"), (Fraction(200), Fraction(0), Fraction(0))])
def test_degrees_of_nonsense_are_blank(parts: Any) -> None:
    assert degrees(parts, "N", "S", 90) == ""


@given(st.text() | st.none() | st.integers())
def test_moment_of_anything_is_a_time_or_blank(said: Any) -> None:
    found = moment(said)
    assert found == "" or len(found) == 19

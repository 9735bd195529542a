"""Two devices with one link: no figure is lost silently, and what is confirmed is what everybody last saw."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.casework.refusals import Conflict, Refusal
from jiqun.collection.acts import drafts
from jiqun.collection.models import DraftEntry, Holder, Invitation, Return
from tests.collection.asking import NOW, WHO, act, asked, cluster, confirm, figures, opened, roster
from tests.office import at


def firm_of(token: str) -> Invitation:
    return Invitation.objects.visible_to(Holder(token)).select_related("collection__case").get()


def one_firm(*, known: bool = False) -> str:
    of = cluster()
    if known:
        roster(of, firms=1)
    [token] = asked(opened(of), 1).values()
    return token


def save(token: str, device: str, seen: dict[str, int] | None = None, **texts: str) -> drafts.Saved:
    named = {name.replace("_", "-"): text for name, text in texts.items()}
    return drafts.save(firm_of(token), named, seen or {}, device=device, now=NOW)


def standing(token: str) -> dict[str, str]:
    return {name: each.text for name, each in drafts.current(firm_of(token)).items() if each.text}


@pytest.mark.django_db
def test_every_change_of_an_answer_is_kept_with_its_device_and_time() -> None:
    token = one_firm()
    assert save(token, "a", output_2024="1300").kept == {"output-2024": 1}
    assert save(token, "a", {"output-2024": 1}, output_2024="1310").kept == {"output-2024": 2}
    rows = DraftEntry.objects.order_by("number").values_list("field", "number", "text", "device", "at")
    assert list(rows) == [("output-2024", 1, "1300", "a", NOW), ("output-2024", 2, "1310", "a", NOW)]


@pytest.mark.django_db
def test_what_two_devices_changed_is_a_clash_and_neither_is_lost() -> None:
    token = one_firm()
    save(token, "a", output_2024="1300")
    clash = save(token, "b", output_2024="1400").clashes["output-2024"]
    assert (clash.number, clash.text, standing(token)) == (1, "1300", {"output-2024": "1300"})
    assert save(token, "b", {"output-2024": 1}, output_2024="1400").kept == {"output-2024": 2}
    assert [row.text for row in DraftEntry.objects.order_by("number")] == ["1300", "1400"]


@pytest.mark.django_db
def test_what_one_device_left_alone_is_taken_from_the_other() -> None:
    """Field by field: two people may fill in different figures at once."""
    token = one_firm(known=True)
    save(token, "a", output_2024="1300")
    result = save(token, "b", output_2024="", rd_2024="31", output_2023="1200")
    assert (result.kept, result.clashes) == ({"rd-2024": 1}, {})
    assert result.fresher["output-2024"].text == "1300"
    assert standing(token)["output-2024"] == "1300"


@pytest.mark.django_db
def test_a_device_that_missed_its_answer_may_send_again() -> None:
    """The network broke after the server had kept it: the same device is no stranger to itself."""
    token = one_firm()
    save(token, "a", output_2024="1300")
    assert save(token, "a", output_2024="1301").kept == {"output-2024": 2}


@pytest.mark.django_db
def test_a_figure_changed_elsewhere_since_it_was_seen_is_not_confirmed() -> None:
    token = one_firm()
    drafts.save(firm_of(token), figures(), {}, device="a", now=NOW)
    save(token, "b", {"output-2024": 1}, output_2024="1299")
    with pytest.raises(Refusal, match=r"另一台设备刚刚改动了以下数据.*1299"):
        act(token, "confirm", {**figures(), **WHO})
    assert not Return.objects.exists()
    assert confirm(token, figures(output_2024="1299"), key="again").record.to_state == "confirmed"


@pytest.mark.django_db
def test_a_second_device_cannot_confirm_over_the_first() -> None:
    token = one_firm()
    confirm(token)
    with pytest.raises(Refusal, match="现处于“已确认”"):
        act(token, "confirm", {**figures(), **WHO}, version=1, key="other")
    act(token, "correct", {"reason": "改"})
    with pytest.raises(Conflict, match="页面已过期"):
        act(token, "confirm", {**figures(), **WHO}, version=1, key="stale")


@pytest.mark.django_db
def test_an_entry_too_long_is_refused_before_anything_is_kept() -> None:
    token = one_firm()
    with pytest.raises(Refusal, match="过长"):
        save(token, "a", rd_2024="30", output_2024="9" * 61)
    assert not DraftEntry.objects.exists()


@pytest.mark.django_db
def test_drafts_outlive_the_last_day() -> None:
    """A collection that is extended finds them again."""
    token = one_firm()
    save(token, "a", output_2024="1300")
    firm = firm_of(token)
    assert [firm.open_at(at(t)) for t in ("2025-04-03 17:30", "2025-04-03 17:31")] == [True, False]
    assert standing(token) == {"output-2024": "1300"}


STEPS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(("1", "2", "3")), st.booleans()), max_size=12)


@pytest.mark.django_db
@settings(max_examples=30)
@given(steps=STEPS)
def test_no_typed_text_vanishes_without_being_told(steps: list[tuple[str, str, bool]]) -> None:
    """Whatever two devices do: a text was kept, was there already, or came back as a clash to the one who typed it."""
    DraftEntry.objects.all().delete()
    firm = Invitation.objects.select_related("collection__case").first() or firm_of(one_firm())
    seen = {"a": 0, "b": 0}
    shown = {"a": "", "b": ""}
    for device, text, reloads in steps:
        if reloads:
            now = drafts.current(firm)["output-2024"]
            seen[device], shown[device] = now.number, now.text
        result = drafts.save(firm, {"output-2024": text}, {"output-2024": seen[device]}, device=device, now=NOW)
        after = drafts.current(firm)["output-2024"]
        if "output-2024" in result.clashes:
            assert after.text != text and after.device != device
        elif "output-2024" in result.fresher and after.text != text:
            assert text in (shown[device], "")
        else:
            assert after.text == text
            seen[device], shown[device] = after.number, after.text


@pytest.mark.django_db(transaction=True)
def test_devices_that_save_at_the_same_moment_lose_nothing() -> None:
    """The unique number and the invitation's row decide who came first; the other one is told."""
    token = one_firm()
    results: dict[str, Any] = {}

    def run(device: str, text: str) -> None:
        try:
            for _ in range(50):
                try:
                    results[device] = save(token, device, output_2024=text)
                    return
                except OperationalError as busy:  # locked: tried again, as the page does
                    results[device] = busy
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in (("a", "1300"), ("b", "1400"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert connection.vendor in ("sqlite", "postgresql")
    kept = [device for device, result in results.items() if result.kept]
    told = [device for device, result in results.items() if result.clashes]
    assert (len(kept), len(told)) == (1, 1)
    assert DraftEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_zero_sign_is_left_out() -> None:
    """PostgreSQL takes none, and nobody types one."""
    token = one_firm()
    save(token, "a", remark="补\0充")
    assert standing(token) == {"remark": "补充"}

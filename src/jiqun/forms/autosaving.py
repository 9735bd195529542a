"""What a page that saves while people type is told, as plain JSON, and the words it speaks itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from jiqun.bilingual import Text
from jiqun.forms.answers import Given
from jiqun.forms.definitions import Field
from jiqun.forms.merging import difference
from jiqun.forms.saving import Clash, Saved, news
from jiqun.forms.sections import SectionForm
from jiqun.web import moments

Say = Callable[[Field, Any], Iterable[str]]
"""An answer as lines of text."""

WORDS = {
    "all_saved": Text("全部已保存 {at}", "All saved {at}"),
    "nothing_yet": Text("边填边存，可以只填一部分", "Saved while you type; a part is enough"),
    "saving": Text("正在保存……", "Saving …"),
    "unsaved": Text("有 {n} 项待保存", "{n} not saved yet"),
    "unsaved_here": Text("有 {n} 项未保存到系统，已存于本机", "{n} not saved to the system, kept on this computer"),
    "attention": Text("有 {n} 项需要您处理，见标红处", "{n} need your attention, marked in red"),
    "field_saved": Text("已保存 {at}", "Saved {at}"),
    "field_waiting": Text("待保存", "Not saved yet"),
    "field_here": Text("未保存到系统，已存于本机", "Not saved to the system, kept on this computer"),
    "field_back": Text("已从本机找回，正在保存", "Brought back from this computer, being saved"),
    "field_fault": Text("未保存，请按提示更正", "Not saved; correct it as said"),
    "field_clash": Text("未保存，请选用其中一个", "Not saved; choose one of the two"),
    "field_fresh": Text("{by} 于 {at} 改过，已更新", "Changed by {by} at {at}, shown here"),
    "field_merged": Text("已保存 {at}，并保留 {by} 改的部分", "Saved {at}, with what {by} changed"),
    "field_theirs": Text("已采用 {by} 填的内容", "Theirs was taken ({by})"),
    "offline": Text(
        "网络不通，填写的内容已存于本机，联网后自动保存，请继续填写。",
        "No connection. What you enter is kept on this computer and saved when it is back; go on.",
    ),
    "trouble": Text(
        "系统暂时没有响应，填写的内容已存于本机，稍后自动重试。",
        "The system does not answer for the moment. What you enter is kept on this computer; it will be tried again.",
    ),
    "signed_out": Text(
        "登录已失效，填写的内容已存于本机。请在新页面登录，登录后这里自动继续保存，不用重填。",
        "You were signed out. What you entered is kept on this computer. Sign in on a new page; saving goes on here.",
    ),
    "sign_in": Text("在新页面登录", "Sign in on a new page"),
    "other_account": Text(
        "现在登录的是另一个账号。本页是原账号填写的内容，已隐去并存于本机，原账号登录后自动恢复。",
        "Another account is signed in now. What the first one entered is hidden and comes back when it signs in.",
    ),
    "refused": Text(
        "以下内容没有保存到系统，只存于本机，可以复制：",
        "The following was not saved to the system; it is kept on this computer and can be copied:",
    ),
    "nowhere": Text(
        "本机不能暂存，离开本页前请等“已保存”。",
        "This browser keeps nothing; wait for “saved” before you leave.",
    ),
    "clash": Text("{by} 于 {at} 也改了这一项，没有覆盖", "{by} changed this too at {at}; nothing was overwritten"),
    "theirs": Text("对方填的", "Theirs"),
    "mine": Text("我填的", "Mine"),
    "blank": Text("（空）", "(blank)"),
    "difference": Text("差异", "Difference"),
    "use_mine": Text("用我的", "Use mine"),
    "use_theirs": Text("用对方的", "Use theirs"),
    "add_row": Text("增加一行", "Add a line"),
}


def words() -> dict[str, str]:
    """The page's own words in the language in force."""
    return {name: str(text) for name, text in WORDS.items()}


def answer(saved: Saved, data: Mapping[str, Any], say: Say, at: datetime) -> dict[str, Any]:
    """What became of what was sent: `saved` with version and time, `faults` in words, `clashes`, what `others` changed.

    `data` is what was sent, `at` the time to show.
    """
    at_odds = {clash.field.id for clash in saved.clashes} | set(saved.faults)
    clock = f"{moments.in_shanghai(at):%H:%M:%S}"
    others = dict(news(saved, data))
    return {
        "at": clock,
        "saved": {
            name: {"version": saved.standing[name].version if name in saved.standing else 0, "at": clock}
            for name in saved.form.sent()
            if name not in at_odds and (name not in others or name in saved.merged)
        },
        "faults": saved.faults,
        "clashes": {clash.field.id: clashing(clash, saved.form, say) for clash in saved.clashes},
        "others": {name: standing(name, given, saved.form) for name, given in others.items()},
    }


def standing(name: str, given: Given, form: SectionForm) -> dict[str, Any]:
    """An answer as it stands, for the inputs of a page that shows an older one."""
    return {
        "version": given.version,
        "by": given.by,
        "at": moments.moment(given.at),
        "inputs": form.inputs(name, given.value),
    }


def clashing(clash: Clash, form: SectionForm, say: Say) -> dict[str, Any]:
    """Both values in words, the other's for the inputs too, and for longer text where they differ."""
    theirs, mine = list(say(clash.field, clash.theirs)), list(say(clash.field, clash.mine))
    return {
        **standing(clash.field.id, Given(clash.theirs, clash.version, clash.by, clash.at), form),
        "theirs": theirs,
        "mine": mine,
        "difference": list(difference("\n".join(theirs), "\n".join(mine))) if clash.field.ask == "area" else [],
    }

"""The small language of a case's text: what it draws, what it refuses, and that nothing else is ever markup."""

from __future__ import annotations

import re
from html import unescape

from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from jiqun.cultivation.cases import prose
from jiqun.cultivation.cases.themes import themes
from jiqun.law import load

TAGS = re.compile(r"</?(?:h2|h3|p|ul|ol|li|strong)>")


def drawn(text: str) -> str:
    return prose.rendered(text, lambda n: SafeString(f"[{n}]") if n == 1 else None)


def test_headings_lists_emphasis_and_pictures_are_drawn() -> None:
    text = "## 背景\n一行**要点**。\n- 甲\n- 乙\n\n1. 先\n2. 后\n【图1】\n【图9】\n### 次级"
    assert drawn(text) == (
        "<h2>背景</h2><p>一行<strong>要点</strong>。</p><ul><li>甲</li><li>乙</li></ul>"
        "<ol><li>先</li><li>后</li></ol>[1]<h3>次级</h3>"
    )


def test_html_is_words() -> None:
    text = '<script>alert(1)</script>\n## <img src=x onerror="a">\n**<b>**\n[a](javascript:b)'
    assert drawn(text) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><h2>&lt;img src=x onerror=&quot;a&quot;&gt;</h2>"
        "<p><strong>&lt;b&gt;</strong></p><p>[a](javascript:b)</p>"
    )


@given(st.text(st.sampled_from(list("<>&\"'*#-1. \n【图】字a\u2028\x85")), max_size=80) | st.text(max_size=80))
def test_no_text_draws_a_tag_that_is_not_of_the_language(text: str) -> None:
    html = drawn(text)
    rest = TAGS.sub("", html)
    assert "<" not in rest and ">" not in rest and '"' not in rest
    assert html.count("<li>") == html.count("</li>") and html.count("<ul>") == html.count("</ul>")
    words = unescape(rest).replace("[1]", "").replace("*", "")
    assert set(words) <= set(text) | {""}


def test_every_fault_is_named_with_its_line() -> None:
    text = "### 先\n#标题\n**没关\n字【图1】字\n【图2】\n【图1】\n【图1】"
    assert [each.zh for each in prose.faults(text, {1})] == [
        "正文第 1 行：“###”之前先要有“##”标题",
        "正文第 2 行：标题写作“## 小标题”或“### 次级标题”",
        "正文第 3 行：强调符号“**”没有成对",
        "正文第 4 行：图片位置“【图1】”须单独成行",
        "正文第 5 行：没有图片 2，请先上传或删去“【图2】”",
        "正文第 7 行：“【图1】”出现了两次",
    ]
    assert prose.faults("## 先\n### 后\n**好**\n【图1】", {1}) == []


def test_themes_are_those_of_article_11() -> None:
    text = load("gd_2023_4").clause("A11").text
    places = [text.index(each.words) for each in themes().values()]
    assert len(places) == 6 and places == sorted(places)

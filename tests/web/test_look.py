"""The tags of `{% load look %}`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import SimpleNamespace as Sample
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from jiqun.bilingual import Text, speaking
from jiqun.web import icons
from jiqun.web.verdicts import VERDICTS


def shown(source: str, **context: Any) -> str:
    return Template("{% load look %}" + source).render(Context(context))


def test_t_speaks_the_language_in_force() -> None:
    source = '{% t "还剩 {n} 个工作日" "{n} working days left" n=days %}'
    assert shown(source, days=3) == "还剩 3 个工作日"
    with speaking("en"):
        assert shown(source, days=3) == "3 working days left"


def test_t_translates_a_text_given_as_value() -> None:
    with speaking("en"):
        assert shown('{% t "待{who}" "with {who}" who=who %}', who=Text("省厅", "the province")) == "with the province"


def test_t_escapes_its_values_also_when_kept_in_a_variable() -> None:
    assert shown('{% t "{x}" "{x}" x=x %}', x="<script>") == "&lt;script&gt;"
    assert shown('{% t "{x}" "{x}" x=x as kept %}{{ kept }}', x="<script>") == "&lt;script&gt;"


def test_t_escapes_its_own_words_for_use_in_an_attribute() -> None:
    with speaking("en"):
        assert shown('{% t "甲" "the city\'s" %}') == "the city&#x27;s"


def test_said_renders_a_text_and_nothing_for_none() -> None:
    assert shown("{{ a|said }}[{{ b|said }}]", a=Text("受理", "Accept"), b=None) == "受理[]"


def test_figures_and_dates_in_a_template() -> None:
    assert shown("{{ fen|yi }} {{ fen|wan:0 }} {{ fen|yuan }}", fen=806_900_000_000) == "80.69 806,900 8,069,000,000.00"
    assert shown('{{ "0.7"|percent }} {{ 1234|figure }} {{ "0.69998"|percent_beside:"0.7" }}') == "70.00% 1,234 69.998%"
    on = date(2025, 4, 30)
    assert shown("{{ on|day }} {{ on|long_day }} {{ on|deadline }}{{ no|deadline }}", on=on, no=None) == (
        "2025-04-30 2025年4月30日 2025年4月30日前—"
    )


class Finding(StrEnum):
    MET = "met"


@pytest.mark.parametrize("name", VERDICTS)
def test_verdict_is_icon_word_and_colour(name: str) -> None:
    html = shown("{% verdict name %}", name=name)
    assert f'class="tag {VERDICTS[name].tone}"' in html
    assert "<svg" in html
    assert html.endswith(f" {VERDICTS[name].title.zh}</span>")


def test_verdict_takes_an_enum_member_and_refuses_an_unknown_name() -> None:
    assert shown("{% verdict name %}", name=Finding.MET) == shown("{% verdict 'met' %}")
    with pytest.raises(LookupError, match="no verdict 'passed'"):
        shown("{% verdict 'passed' %}")


def test_icon_without_label_is_hidden_from_speech_and_with_label_is_an_image() -> None:
    assert 'aria-hidden="true"' in shown("{% icon 'check' %}")
    assert 'role="img" aria-label="&lt;符合&gt;"' in shown("{% icon 'check' '<符合>' %}")


def test_every_vendored_icon_has_strokes() -> None:
    assert all("<path d=" in icons.icon(name) for name in icons.names())


@pytest.mark.parametrize("name", ["no-such", "../../look", ""])
def test_icon_unknown_is_refused(name: str) -> None:
    with pytest.raises(LookupError, match="no icon"):
        shown("{% icon name %}", name=name)


def test_digest_is_short_for_the_eye_and_whole_for_the_reader() -> None:
    sha = "9b0d2c41" + "0" * 50 + "d9ab14"
    html = shown("{% digest sha %}", sha=sha)
    assert 'aria-hidden="true">9b0d2c41…d9ab14<' in html
    assert html.count(sha) == 2


def test_crumb_links_all_but_the_place_where_one_is() -> None:
    html = shown("{% crumb a '/recognition/' '2025-449901-003' %}", a=Text("认定", "Recognition"))
    assert '<li><a href="/recognition/">认定</a></li><li><span aria-current="page">2025-449901-003</span></li>' in html
    assert html == shown("{% crumb trail %}", trail=[("认定", "/recognition/"), ("2025-449901-003", None)])


def test_steps_mark_the_current_one_in_words_too() -> None:
    html = shown("{% steps s %}", s=[Sample(title="提交", status="done"), Sample(title="初审", status="now")])
    assert html.count("aria-current") == 1
    assert '<li class="step-now" aria-current="step">初审<span class="vh">（正在办理）</span>' in html


def test_offers_link_what_is_allowed_and_say_why_not() -> None:
    offer = Sample(act=Sample(title="推荐"), url="/x/", allowed=True, refusal=None, hint="报省厅", primary=True)
    html = shown("{% offers o %}", o=[offer])
    assert '<a class="btn main" href="/x/">推荐</a>' in html and "<small>报省厅</small>" in html

    offer.allowed, offer.refusal = False, Text("未记录实地抽查（第十四条二）", "No site check (Article 14.2)")
    html = shown("{% offers o %}", o=[offer])
    assert '<button class="btn" type="button" disabled>推荐</button>' in html
    assert "未记录实地抽查（第十四条二）" in html and "/x/" not in html


def test_offers_that_are_off_come_last_and_are_folded_where_they_would_crowd_the_rail() -> None:
    """Three reasons are read at a glance; more of them hide what can be done."""
    on = Sample(act=Sample(title="公布名单"), url="/x/", allowed=True, refusal=None, hint="", primary=False)
    off = [
        Sample(act=Sample(title=f"事项{n}"), url="", allowed=False, refusal=Text("尚未", "Not yet"), hint="", see="")
        for n in range(4)
    ]
    html = shown("{% offers o %}", o=[*off[:3], on])
    assert "<details>" not in html and html.index("公布名单") < html.index("事项0")
    html = shown("{% offers o %}", o=[*off, on])
    assert html.index("公布名单") < html.index("<summary>暂不能办理的 4 项</summary>") < html.index("事项0")
    html = shown("{% offers o %}", o=off)
    assert "现在没有需要您办理的事项。" in html and "事项3" in html


def test_offers_without_any_say_so() -> None:
    assert "现在没有需要您办理的事项。" in shown("{% offers o %}", o=[])


def test_bar_has_no_inline_style_and_speaks_only_with_a_label() -> None:
    html = shown("{% bar '9.62' 10 verdict='not_met' %}")
    assert "style=" not in html and 'class="fill not"' in html and 'aria-hidden="true"' in html
    assert 'aria-label="差 0.38"' in shown("{% bar '9.62' 10 label='差 0.38' %}")


class Questions(forms.Form):
    area = forms.DecimalField(label="占地面积", help_text="以批复为准", max_value=100)
    level = forms.ChoiceField(label="级别", choices=[("p", "省级")], widget=forms.RadioSelect)
    true = forms.BooleanField(label="真实")
    key = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("合计不符")


def test_field_binds_label_help_error_and_last_year_to_its_input() -> None:
    form = Questions({"area": "586"})
    html = shown(
        "{% field f unit='平方公里' definition='四至范围内' clause='第十三条（二）' last='58.6' %}", f=form["area"]
    )
    assert '<label for="id_area">占地面积 <span class="unit">（平方公里）</span></label>' in html
    assert 'aria-describedby="id_area_last id_area_helptext id_area_error"' in html
    assert 'aria-invalid="true"' in html
    for part in ("last", "helptext", "error"):
        assert html.count(f'id="id_area_{part}"') == 1
    assert "<p>四至范围内</p>" in html and "第十三条（二）" in html and "上年填报：58.6" in html


def test_field_takes_unit_and_definition_from_the_form_field() -> None:
    form = Questions()
    form.fields["area"].unit = Text("平方公里", "km²")  # type: ignore[attr-defined]
    assert "（平方公里）" in shown("{% field f %}", f=form["area"])


def test_field_group_is_a_fieldset_with_legend() -> None:
    html = shown("{% field f %}", f=Questions({})["level"])
    assert "<legend>级别</legend>" in html and html.strip().startswith("<fieldset")
    assert 'aria-describedby="id_level_error"' in html


def test_field_checkbox_stands_before_its_label_and_hidden_fields_stand_alone() -> None:
    html = shown("{% field f %}", f=Questions()["true"])
    assert html.index("<input") < html.index("<label")
    assert shown("{% field f %}", f=Questions()["key"]).strip() == '<input type="hidden" name="key" id="id_key">'


def test_errors_jump_to_their_fields_and_name_the_rest_without_a_link() -> None:
    html = shown("{% errors form %}", form=Questions({"area": "586", "true": "on"}))
    assert "有 4 处需要更正" in html
    assert '<a href="#id_area">占地面积：' in html
    assert '<a href="#id_level_group">级别：' in html
    assert "<li>合计不符</li>" in html
    assert html.count("<a ") == 2  # the hidden field has nowhere to jump to


def test_errors_of_a_form_that_is_not_filled_in_are_nothing() -> None:
    assert shown("{% errors form %}", form=Questions()).strip() == ""


def test_pages_keep_the_rest_of_the_query_and_count_the_rows() -> None:
    request = RequestFactory().get("/", {"state": "初审", "page": "3"})
    page = Paginator(range(312), 25).page(3)
    html = shown("{% pages page %}", page=page, request=request)
    assert "共 312 条，本页第 51 至 75 条" in html
    assert "?state=%E5%88%9D%E5%AE%A1&amp;page=2" in html
    assert html.count('aria-current="page"') == 1


def test_pages_of_one_page_show_the_count_alone() -> None:
    html = shown("{% pages page %}", page=Paginator(range(3), 25).page(1))
    assert "共 3 条，本页第 1 至 3 条" in html and "<ul>" not in html
    assert "共 0 条" in shown("{% pages page %}", page=Paginator([], 25).page(1))


def test_demonstration_marks_what_is_made_up_once() -> None:
    source = "{% demonstration name True %}|{% demonstration name True 'zh' %}|{% demonstration name False %}"
    assert shown(source, name="甲产业集群") == "（演示）|（演示）|"
    assert shown(source, name="甲产业集群（虚构）") == "||"
    with speaking("en"):
        assert shown(source, name="甲产业集群") == " (demonstration)|（演示）|"

"""Typesetting refuses in a sentence where a part is missing, and fetches nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest

from jiqun.bilingual import Text
from jiqun.documents import errors, fonts, typesetting

NOW = datetime(2025, 3, 20, 10, 30)


def test_faces_are_the_best_the_machine_has() -> None:
    families = ["SimSun", "Noto Serif CJK SC", "DejaVu Sans", "Microsoft YaHei"]
    assert fonts.choose(families) == fonts.Faces(song="Noto Serif CJK SC", hei="Microsoft YaHei")


@pytest.mark.parametrize("only", ["SimSun", "Droid Sans Fallback"])
def test_one_chinese_face_serves_for_both(only: str) -> None:
    assert fonts.choose([only, "DejaVu Sans"]) == fonts.Faces(only, only)


def test_machine_without_a_chinese_font_is_refused() -> None:
    with pytest.raises(errors.NoChineseFont) as caught:
        fonts.choose(["DejaVu Sans", "Libertinus Serif"])
    assert caught.value.text == Text(
        "系统中没有中文字体，不能生成 PDF；请先安装，例如 apt install fonts-noto-cjk（Debian、Ubuntu）。",
        "There is no Chinese font on this machine, so no PDF can be made; install one and try again (Debian, Ubuntu: "
        "apt install fonts-noto-cjk).",
    )


def test_without_typst_the_refusal_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    typesetting._fonts.cache_clear()
    with pytest.raises(errors.NoTypesetter) as caught:
        typesetting.typeset("findings", {}, now=NOW)
    assert caught.value.text == Text(
        '未安装排版程序 typst，不能生成 PDF；请执行 pip install "jiqun[pdf]"，或改用 --json 输出。',
        'The typesetter typst is not installed, so no PDF can be made; run pip install "jiqun[pdf]", or take --json.',
    )


def test_typst_is_only_loaded_when_something_is_typeset() -> None:
    look = "import sys, jiqun.documents.findings; print('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], capture_output=True, text=True).stdout == "False\n"

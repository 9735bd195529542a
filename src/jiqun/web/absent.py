"""What is not there and is nobody's secret: its page says so, where a case of another territory only is not found."""

from __future__ import annotations

from django.http import Http404

from jiqun.bilingual import Text


class Absent(Http404):
    """404 with a sentence of its own; never for anything that only some may see."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


NO_MEASURE = Text("办法库中没有这个办法。", "There is no such measure in the library.")
NO_FIGURES = Text("没有这一项或这个年度的数据。", "There are no such figures, or none of that year.")

"""Why a document cannot be typeset. Every message is a sentence someone can act on."""

from __future__ import annotations

from jiqun.bilingual import Text


class DocumentError(Exception):
    """Base of the errors of this room; `text` is the message in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class NoTypesetter(DocumentError):
    """typst is not installed: the library alone does not need it."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                '未安装排版程序 typst，不能生成 PDF；请执行 pip install "jiqun[pdf]"，或改用 --json 输出。',
                'The typesetter typst is not installed, so no PDF can be made; run pip install "jiqun[pdf]", or take '
                "--json.",
            )
        )


class NoChineseFont(DocumentError):
    """The machine has no font with Chinese characters; a page of empty boxes is no document."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "系统中没有中文字体，不能生成 PDF；请先安装，例如 apt install fonts-noto-cjk（Debian、Ubuntu）。",
                "There is no Chinese font on this machine, so no PDF can be made; install one and try again (Debian, "
                "Ubuntu: apt install fonts-noto-cjk).",
            )
        )

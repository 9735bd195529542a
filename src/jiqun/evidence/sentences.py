"""Why a file is not taken, said to the person who chose it: what is wrong, and what to do."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.evidence.inside import faults

_TAKEN = "pdf、jpg、png、docx、xlsx、doc、xls、wps、et、ofd"
EMPTY = Text(
    "文件“{name}”是空的（0 字节）。请重新导出或扫描后上传。", "“{name}” is empty (0 bytes). Export or scan it again."
)
LARGE = Text(
    "文件“{name}”超过 50 MB。请降低扫描分辨率，或拆成几个文件后上传。",
    "“{name}” is larger than 50 MB. Scan it at a lower resolution or split it.",
)
ENDING = Text(
    "不接收“{name}”这种类型的文件。可上传：" + _TAKEN + "。请另存为其中一种后上传。",
    "Files such as “{name}” are not taken. Save it as one of: pdf, jpg, png, docx, xlsx, doc, xls, wps, et, ofd.",
)
NAME = Text(
    '文件名“{name}”含有路径、控制字符或 < > : " | ? * 等符号，或过长（最多 150 字）。请改名后上传。',
    'The file name “{name}” holds a path, control characters or one of < > : " | ? *, or is over 150 long. Rename it.',
)
DEVICE_NAME = Text(
    "文件名“{name}”是 Windows 的保留名称，他人无法保存。请改名后上传。",
    "“{name}” is a name that Windows reserves; others could not save it. Rename it.",
)
TOO_MUCH = Text(
    "文件“{name}”过于复杂，20 秒内或 512 MB 内存内检查不完，不能接收。请“打印为 PDF”或拆分后上传。",
    "“{name}” is too complex to be checked within 20 seconds and 512 MB. Print it to a PDF, or split it.",
)
BY_FAULT = {
    faults.OTHER: Text(
        "文件“{name}”的内容不是 {ending} 格式，可能只是改了后缀名。请用原软件打开后另存为 {ending} 再上传。",
        "What is in “{name}” is not {ending}; it may only have been renamed. Open it and save it as {ending}.",
    ),
    faults.LOCKED: Text(
        "文件“{name}”设有密码或加密，审核人员无法打开。请取消密码后上传。",
        "“{name}” is encrypted and could not be opened by those who review it. Remove the password.",
    ),
    faults.MACROS: Text(
        "文件“{name}”含有宏，不能接收。请另存为不含宏的文件（如 .docx、.xlsx 或 PDF）后上传。",
        "“{name}” holds macros and is not taken. Save it without macros (.docx, .xlsx or PDF).",
    ),
    faults.ACTIVE: Text(
        "文件“{name}”含有脚本、控件或自动动作，不能接收。请“打印为 PDF”后上传。",
        "“{name}” holds scripts, controls or automatic actions and is not taken. Print it to a PDF first.",
    ),
    faults.EMBEDDED: Text(
        "文件“{name}”内嵌有其他文件，不能接收。请把内嵌文件另行上传，本文件“打印为 PDF”后上传。",
        "“{name}” encloses other files and is not taken. Upload those by themselves, and this one printed to a PDF.",
    ),
    faults.LINKED: Text(
        "文件“{name}”链接了外部的图片、模板或数据，打开时会向外取数，不能接收。请断开链接（改为嵌入或粘贴为值）后上传。",
        "“{name}” fetches pictures, a template or data from elsewhere when opened. Break the links, then upload it.",
    ),
    faults.DAMAGED: Text(
        "文件“{name}”已损坏或不完整。请确认能正常打开，重新保存后上传。",
        "“{name}” is damaged or incomplete. Make sure that it opens, save it again and upload it.",
    ),
    faults.BOMB: Text(
        "文件“{name}”解压后过大，疑似恶意压缩文件，不能接收。请重新制作，或“打印为 PDF”后上传。",
        "“{name}” grows too large when unpacked and looks like a zip bomb. Make it anew, or print it to a PDF.",
    ),
    faults.CROOKED: Text(
        "文件“{name}”的内部结构异常（条目重叠、重名、大小不符或首尾有夹带）。请用 Office 或 WPS 打开后另存再上传。",
        "“{name}” is irregular inside (overlapping, doubled or mis-sized entries, or something before or behind it). "
        "Open it in Office or WPS and save it as a new file.",
    ),
    faults.ENTITIES: Text(
        "文件“{name}”内含 DTD 或实体声明，不能接收。请用 Office 或 WPS 打开后另存再上传。",
        "“{name}” holds a DTD or entity declaration. Open it in Office or WPS and save it as a new file.",
    ),
    faults.TWO_IN_ONE: Text(
        "文件“{name}”中夹带了另一种文件，不能接收。请用原软件打开后重新导出再上传。",
        "“{name}” is two files in one and is not taken. Open it and export it again.",
    ),
    faults.FLOOD: Text(
        "图片“{name}”的像素过大。请压缩到 2 亿像素以内后上传。",
        "The picture “{name}” has too many pixels; reduce it to less than 200 million.",
    ),
    faults.SECRET: Text(
        "文件“{name}”带有国家秘密标志（绝密、机密或秘密★）。本系统不得存储、处理涉密信息，文件未保存。请立即停止上传，"
        "按保密规定处理；如属误标或已解密，请由定密单位更正标志后再上传。",
        "“{name}” bears a state secrecy mark. This system may not hold classified matter; nothing was kept. Stop, and "
        "follow the secrecy rules; if the mark is wrong or lifted, have it corrected by the unit that set it.",
    ),
}


class Unfit(Exception):
    """The file is not kept; `text` says what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def unfit(text: Text, name: str, ending: str) -> Unfit:
    """The refusal of a file by its name, which is shown printable and cut after 60 characters."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in name)
    return Unfit(text.format(name=shown[:60] + ("…" if len(shown) > 60 else ""), ending=ending))

"""`jiqun manage sweep_files`: once a day, by the machine's own timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from jiqun.evidence.sweeping import sweep


class Command(BaseCommand):
    """Says what was removed and what is missing; ends with an error when a file is missing."""

    help = "清理文件库：删除无记录的文件和过期的未完成上传，报告缺失的文件 · sweep the file store"

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweeps and prints one line for each thing."""
        swept = sweep(timezone.now())
        self.stdout.write(
            f"清理：无记录文件 {len(swept.orphans)}，未完成上传 {swept.incoming}，过期预览 {swept.cached} · "
            f"removed: {len(swept.orphans)} orphans, {swept.incoming} half uploads, {swept.cached} previews"
        )
        for digest in swept.missing:
            self.stderr.write(f"缺失 · missing: {digest}")
        if swept.missing:
            raise SystemExit(1)

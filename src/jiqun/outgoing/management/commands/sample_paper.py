"""`jiqun manage sample_paper KIND -o FILE`: one paper of a kind, to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jiqun.bilingual import Text
from jiqun.documents import official as documents
from jiqun.outgoing import printing
from jiqun.outgoing.kinds import kinds
from jiqun.outgoing.models import Paper


class Command(BaseCommand):
    """Writes the sample of a kind, or its latest paper, as PDF or (by the file's ending) as DOCX."""

    help = "生成某一文种的样张 · one paper of a kind, to look at"

    def add_arguments(self, parser: CommandParser) -> None:
        """KIND and the file to write."""
        parser.add_argument("kind", metavar="KIND", help="文种代号 · name of the kind")
        parser.add_argument("-o", "--output", required=True, metavar="FILE", help="*.pdf / *.docx")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises `CommandError` for an unknown kind, and for one of which there is nothing yet."""
        slug, file, now = options["kind"], Path(options["output"]), timezone.now()
        known = {each.slug: each for each in kinds()}
        if slug not in known:
            names = "、".join(sorted(known))
            raise CommandError(str(Text(f"没有名为 {slug} 的文种；有：{names}", f"no kind {slug}; there are: {names}")))
        sample = known[slug].sample
        if sample is None:
            paper = Paper.objects.filter(kind_slug=slug).select_related("case").order_by("-drafted_at").first()
            if paper is None:
                raise CommandError(
                    str(Text(f"还没有拟过“{known[slug].title.zh}”。", f"none of {slug} was drafted yet"))
                )
            official = printing.shown(paper)
        else:
            official = sample()
        word = file.suffix.lower() == ".docx"
        file.write_bytes(documents.docx(official, now=now) if word else documents.pdf(official, now=now))

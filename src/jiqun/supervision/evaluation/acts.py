"""Making a report, drawing its data anew, issuing an edition and beginning the next (Article 16)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Authority, Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.journal.canonical import canonical
from jiqun.register.models import Cluster
from jiqun.standards import divisions, province
from jiqun.supervision.evaluation import scope
from jiqun.supervision.evaluation.content import composing
from jiqun.supervision.evaluation.content.writing import Plain
from jiqun.supervision.evaluation.gathering import gather
from jiqun.supervision.evaluation.wording import Worded, worded
from jiqun.supervision.models.evaluation import Evaluation, EvaluationEdition
from jiqun.web.templatetags.look import demonstration

MEASURE = province.here().measure


def drawn(by: Any, place: Authority, cluster: Cluster | None, year: int, now: datetime) -> Plain:
    """What the data say on the day. Raises `Refusal` when no cluster was recognised within the year."""
    asked = scope.clusters(by, place, year)
    if cluster is not None:
        asked = asked.filter(pk=cluster.pk)
    facts = gather(asked, year, day_of(now))
    if not facts.members:
        name = cluster.name if cluster else place.name
        raise Refusal(
            Text(
                f"{name}在{year}年没有认定有效的省级集群，无法编制评估报告。请核对年度和范围，或先在“历史补录”中录入认定。",
                f"{name} had no provincial recognition in force within {year}: check year and scope, or enter past "
                "recognitions first.",
            ),
            clause="A16",
        )
    if cluster is not None:
        return composing.cluster_content(facts)
    name = place.name if place.level == Level.PROVINCE else divisions.full_name(place.code)
    return composing.territory_content(facts, name, map_of_prefectures=place.level == Level.PROVINCE)


def generate(doing: Doing) -> None:
    """Makes the draft of a report from the data, in one step."""
    authority: Any = doing.by.authority
    payload = doing.payload
    cluster = Cluster.objects.visible_to(doing.by).get(pk=payload["cluster"]) if payload["cluster"] else None
    place = Authority.objects.get(pk=payload["place"])
    year: int = payload["year"]
    content = drawn(doing.by, place, cluster, year, doing.now)
    doing.subject = open_case(
        doing,
        number=f"{doing.now.year}-PG{next_number(f'evaluation/{doing.now.year}'):03d}",
        title=title(place, cluster, year).zh,
        authority=authority,
        measure=MEASURE,
        state="drafting",
        cluster=cluster,
    )
    Evaluation.objects.create(
        case=doing.subject,
        maker=authority,
        place=place,
        cluster=cluster,
        year=year,
        content=content,
        drawn_at=doing.now,
    )
    doing.told["content"] = digest(content)


def title(place: Authority, cluster: Cluster | None, year: int) -> Text:
    """What the report is called."""
    if cluster is not None:
        name = cluster.name + demonstration(cluster.name, cluster.invented, "zh")
        return Text(f"{name}{year}年发展评估报告", f"Evaluation report {year}: {name}")
    name = place.name if place.level == Level.PROVINCE else divisions.full_name(place.code)
    return Text(
        f"{name}中小企业特色产业集群{year}年发展评估报告",
        f"Evaluation report {year}: SME industrial clusters of {name}",
    )


def refresh(doing: Doing) -> None:
    """Draws the data anew; the sentences whose numbers changed are named, what people wrote stays beside them."""
    of: Evaluation = doing.subject.evaluation
    after = drawn(doing.by, of.place, of.cluster, of.year, doing.now)
    of.moved = composing.moved(of.content, after)
    of.content, of.drawn_at = after, doing.now
    of.save(update_fields=["content", "moved", "drawn_at"])
    n = len(of.moved)
    doing.note = Text(f"重新取数，{n} 句的数据有变化", f"drawn anew; the numbers of {n} sentences changed")
    doing.told["content"] = digest(after)


def issue(doing: Doing) -> None:
    """Keeps the edition as it stands; those concerned read it from now on."""
    case: Case = doing.subject
    of = Evaluation.objects.get(pk=case.pk)
    content = as_worded(of.content, worded(of))
    EvaluationEdition.objects.create(
        evaluation=of,
        number=of.edition,
        content=content,
        sha256=digest(content),
        drawn_at=of.drawn_at,
        issued_at=doing.now,
    )
    reached = of.cluster if of.cluster is not None else of.place
    audience = Audience.CHAIN if of.cluster is not None else Audience.TREE
    Case.objects.filter(pk=case.pk).update(path=reached.path, audience=audience)
    doing.note = Text(f"第 {of.edition} 版", f"edition {of.edition}")
    doing.told["content"] = digest(content)


def revise(doing: Doing) -> None:
    """Begins the next edition from fresh data; earlier ones stay as they were issued."""
    of: Evaluation = doing.subject.evaluation
    of.edition += 1
    of.save(update_fields=["edition"])
    refresh(doing)
    doing.note = Text(f"编制第 {of.edition} 版", f"edition {of.edition} begun")


def discard(doing: Doing) -> None:
    """Drops the draft and makes room for another report on the same."""
    Evaluation.objects.filter(pk=doing.subject.pk).update(live=False)
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def as_worded(content: Plain, found: dict[str, Worded]) -> Plain:
    """The content with each sentence as it is worded; an edited one keeps the generated one beside it."""
    chapters = []
    for chapter in content["chapters"]:
        blocks = [
            {**block, "sentences": [_worded(sentence, found[sentence["key"]]) for sentence in block["sentences"]]}
            if block["kind"] == "text"
            else block
            for block in chapter["blocks"]
        ]
        chapters.append({**chapter, "blocks": blocks})
    return {**content, "chapters": chapters}


def _worded(sentence: Plain, of: Worded) -> Plain:
    if not of.edited:
        return sentence
    said = of.text
    return {**sentence, "zh": said.zh, "en": said.en, "generated": {"zh": sentence["zh"], "en": sentence["en"]}}


def digest(content: Plain) -> str:
    """SHA-256 of a content."""
    return hashlib.sha256(canonical(content)).hexdigest()

"""What is done to brands: entered, pasted, corrected, shown to the public, ended (Article 11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.brands.fields import fields_of, values_of
from jiqun.cultivation.models import Brand
from jiqun.register.models import Cluster

CLAUSE = "A11"
NOT_OWN = Text("品牌由集群所在地的县级经办登记。", "Brands are entered by the officer of the cluster's own county.")
OVER = Text(
    "有效期已于 {day} 届满，不能公开展示；已续展的，请先由县级更正有效期。",
    "Its term ended on {day}; once renewed, the county corrects the term first.",
)


def own(doing: Doing) -> None:
    """Only the county whose cluster it is. Raises `Refusal`."""
    subject = doing.subject
    cluster: Cluster = subject.cluster if isinstance(subject, Brand) else subject
    if doing.by.authority is None or cluster.authority_id != doing.by.authority.code:
        raise Refusal(NOT_OWN, clause=CLAUSE)


def running(doing: Doing) -> None:
    """Its term has not run out. Raises `Refusal`."""
    until = doing.subject.valid_to
    if until is not None and until < doing.today:
        raise Refusal(OVER.format(day=until), clause=CLAUSE)


def fresh(doing: Doing, cluster: Any, values: Mapping[str, Any]) -> Brand:
    """A brand that is not stored yet."""
    proof = values.get("proof") or {}
    return Brand(
        id=doing.new_id(),
        cluster_id=cluster,
        **{name: values[name] for name in fields_of()},
        proof_id=proof.get("sha256"),
        proof_name=proof.get("name", ""),
        by=doing.clerk,
        at=doing.now,
    )


def enter(doing: Doing) -> None:
    """One more brand."""
    brand = fresh(doing, doing.payload["cluster"], doing.payload)
    brand.save(force_insert=True)
    doing.subject = brand
    doing.note = Text(brand.name, brand.name)


def paste(doing: Doing) -> None:
    """Many brands of a cluster at once: all of them or none."""
    brands = [fresh(doing, doing.subject.pk, values) for values in doing.payload["brands"]]
    Brand.objects.bulk_create(brands)
    doing.told["entered"] = [str(brand.pk) for brand in brands]
    doing.note = Text(f"区域品牌 {len(brands)} 项", f"{len(brands)} brands")


def correct(doing: Doing) -> None:
    """The fields as they were given; what is shown to the public is confirmed anew. The history names what changed."""
    brand, payload = doing.subject, doing.payload
    before = values_of(brand)
    changed = [name for name in before if before[name] != payload[name]]
    after = {name: payload[name] for name in changed}
    if payload["proof"]:
        after |= {"proof_id": payload["proof"]["sha256"], "proof_name": payload["proof"]["name"]}
    Brand.objects.filter(pk=brand.pk).update(**after)
    for name, value in after.items():
        setattr(brand, name, value)
    doing.told["before"] = {name: before[name] for name in changed}
    labels: list[Any] = [fields_of()[name].label for name in changed]
    if payload["proof"]:
        labels.append(Text("证明材料", "proof"))
    named = listing(labels)
    doing.note = Text(f"更正{named.zh}：{payload['reason']}", f"Corrected {named.en}: {payload['reason']}")


def end(doing: Doing) -> None:
    """It counts no more; it stays to be read."""
    reason = doing.payload["reason"]
    Brand.objects.filter(pk=doing.subject.pk).update(reason=reason)
    doing.subject.reason = reason
    doing.note = Text(reason, reason)

"""Strategic clusters of 粤府函〔2020〕82号, the direction of Article 4."""

import pytest

from jiqun.bilingual import Text
from jiqun.standards import strategic


def test_ten_pillar_ten_emerging_and_five_future():
    """第四条：十大战略性支柱产业集群和十大战略性新兴产业集群以及未来产业。"""
    counts = {kind: len(strategic.of_kind(kind)) for kind in strategic.KINDS}
    assert counts == {"pillar": 10, "emerging": 10, "future": 5}
    assert len({s.key for s in strategic.everything()}) == len(strategic.everything()) == 25


def test_pillar_clusters_in_the_order_of_the_document():
    assert [s.name.zh for s in strategic.of_kind("pillar")] == [
        "新一代电子信息",
        "绿色石化",
        "智能家电",
        "汽车",
        "先进材料",
        "现代轻工纺织",
        "软件与信息服务",
        "超高清视频显示",
        "生物医药与健康",
        "现代农业与食品",
    ]


def test_find_by_key():
    found = strategic.find("robots")
    assert found is not None
    assert (found.kind, found.name) == ("emerging", Text("智能机器人", "Intelligent robots"))
    assert strategic.find("steam") is None


@pytest.mark.parametrize("name", ["智能家电", "智能家电产业", "智能家电产业集群", "智能家电战略性支柱产业集群"])
def test_named_with_and_without_its_ending(name: str):
    found = strategic.named(name)
    assert found is not None
    assert found.key == "appliances"


def test_named_nothing():
    assert strategic.named("蒸汽机") is None

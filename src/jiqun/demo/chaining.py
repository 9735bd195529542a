"""Links of the industrial chain in the demonstration (Article 7(八)): invented, of the library's clusters."""

from __future__ import annotations

from datetime import timedelta

from jiqun.demo.cultivating import ENTRIES
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage, at
from jiqun.register.models import Cluster

LINKS = (
    # entry, direction, product, partner, 万元, year
    (0, "upstream", "数控系统与伺服电机", "东莞市某自动化企业", "8600", "2024"),
    (0, "upstream", "铸件与钣金", "博罗县某铸造厂", "3200", "2024"),
    (0, "downstream", "针车、帮机、成型线", "惠东县女鞋制造企业群", "21500", "2024"),
    (0, "downstream", "出口整线设备", "越南、印度尼西亚鞋厂", "9800", "2024"),
    (0, "supporting", "整机喷涂与物流", "惠东县某物流园", "", ""),
    (1, "upstream", "光学膜、导光板", "深圳市某新材料企业", "12600", "2024"),
    (1, "supporting", "治具和自动化设备", "惠东县鞋机产业集群", "", ""),
)
BEGIN = at("2025-03-17 09:00")


def chain(stage: Stage) -> None:
    """What 惠东 and 惠城 buy and sell along the chain."""
    clusters = [Cluster.objects.get(name=each.name) for each in ENTRIES]
    for number, (of, direction, product, partner, amount, year) in enumerate(LINKS):
        told = {
            "cluster": str(clusters[of].pk),
            "direction": direction,
            "product": product,
            "partner": "",
            "party": partner + INVENTED,
            "amount": amount,
            "year": year,
            "source": "企业走访" + INVENTED,
        }
        stage.open("chain_link", stage.officer(ENTRIES[of].code), BEGIN + timedelta(minutes=6 * number), told)

"""The invented clusters that apply in the demonstration: where, in which industry, with what figures and what fate."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.demo.firms import INVENTED
from jiqun.demo.rosters import SHAPES, Character


@dataclass(frozen=True, slots=True)
class Invented:
    """One applicant. `fate` is how far it comes: review, declined, withdrawn, not_recommended or unqualified."""

    place: str
    short: str
    niche: str
    leads: tuple[str, ...]
    strategic: str
    shape: Character
    fate: str = "review"

    @property
    def name(self) -> str:
        """The cluster's name, marked as invented wherever it appears."""
        return f"{self.short}{self.niche}产业集群{INVENTED}"


ROWS = """
441323 惠东县 鞋材 195 light-textiles 0
441302 惠城区 智能控制器 398 electronics 1
441303 惠阳区 化妆品 268 light-textiles 2
zone-zhongkai 仲恺高新区 光学镜头 397 uhd-display 4
440105 海珠区 时尚服饰 181 light-textiles 2
440111 白云区 美妆日化 268 light-textiles 1
440113 番禺区 灯光音响 395 digital-creative 3
440114 花都区 汽车电子 367 vehicles 4
440305 南山区 传感器 401 instruments 4
440306 宝安区 模具 352 high-end-equipment 1
440307 龙岗区 眼镜 3587 light-textiles 0
440402 香洲区 智能电网设备 382 high-end-equipment 1
440507 龙湖区 玩具 245 light-textiles 2
440513 潮阳区 内衣 181 light-textiles 3
440604 禅城区 陶瓷机械 351 high-end-equipment 1
440605 南海区 铝型材 325 materials 4
440606 顺德区 厨房电器 385 appliances 4
440703 蓬江区 摩托车 375 vehicles 3
440705 新会区 不锈钢制品 338 light-textiles 2
440783 开平市 水暖卫浴 335 light-textiles 1
440811 麻章区 水产加工 136 agriculture-food 2
440981 高州市 果蔬加工 137 agriculture-food 3
441203 鼎湖区 电子元件 398 electronics 0
441204 高要区 压铸件 339 materials 1
441402 梅江区 电路板 398 electronics 2
441521 海丰县 金银珠宝 243 light-textiles 3
441602 源城区 手机配件 392 electronics 1
441702 江城区 刀剪 332 light-textiles 2
441802 清城区 电缆 383 materials 3
441900005 万江街道 家具五金 335 light-textiles 1
441900117 凤岗镇 精密注塑 292 materials 4
441900119 长安镇 精密模具 352 high-end-equipment 4
442000105 古镇镇 灯饰 387 appliances 4
442000106 沙溪镇 休闲服装 181 light-textiles 2
445102 湘桥区 日用陶瓷 307 light-textiles 2
445203 揭东区 塑料鞋 195 light-textiles 3
440904 电白区 香精香料 268 light-textiles 5 declined
441226 德庆县 林产化工 266 materials 5 not_recommended
445281 普宁市 中药饮片 273 biomedicine 6 withdrawn
440983 信宜市 竹制品 204 light-textiles 7 unqualified
"""

SUPPLEMENTARY = """
441323 惠东县 女鞋电商配套 195 light-textiles 0
441323 惠东县 海洋食品 136 agriculture-food 0
441302 惠城区 锂电材料 384 new-energy 1
441303 惠阳区 高端线路板 398 electronics 2
441322 博罗县 乐器 242 light-textiles 3
zone-zhongkai 仲恺高新区 智能穿戴 396 electronics 4
zone-huizhou-dayawan 大亚湾开发区 特种化学品 266 petrochemicals 5
440606 顺德区 机器人部件 349 robots 4
441900119 长安镇 智能终端结构件 392 electronics 0
442000118 小榄镇 智能锁 335 appliances 1
"""


def rows(table: str) -> tuple[Invented, ...]:
    """The applicants of a table, in its order."""
    found = []
    for line in table.strip().splitlines():
        place, short, niche, leads, strategic, shape, *fate = line.split()
        found.append(Invented(place, short, niche, tuple(leads.split("、")), strategic, SHAPES[int(shape)], *fate))
    return tuple(found)


MAIN = rows(ROWS)
SECOND = rows(SUPPLEMENTARY)

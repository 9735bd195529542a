"""The handful of facts in OpenFisca-core: its own entities, variables and formulas.

It knows neither blanks nor exact money: a blank becomes a zero and a flag beside it, and figures are 32-bit floats, its
only type that holds them. The work is the same, the answer is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.periods import YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from pyarrow import compute, parquet

FIRM = Entity("firm", "firms", "A firm", "")
CLUSTER = GroupEntity("cluster", "clusters", "A cluster", "", roles=[{"key": "member", "plural": "members"}])
FIGURES = ("employees", "output", "rd", "patents")
FLAGS = ("sme", "aggregate")


def _formulas() -> dict[str, Callable[[Any, Any], Any]]:
    def own(members: Any, period: Any) -> Any:
        return members("aggregate", period) == 0

    def sme(members: Any, period: Any) -> Any:
        return members("sme", period) == 1

    def everyone(members: Any, period: Any) -> Any:
        return numpy.ones(members.count, dtype=bool)

    def figure(name: str, whose: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        return lambda cluster, period: cluster.sum(cluster.members(name, period) * whose(cluster.members, period))

    def blanks(name: str, whose: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        return figure(f"{name}_blank", whose)

    found = {"lines": lambda cluster, period: cluster.sum(own(cluster.members, period))}
    for name, column, whose in (
        ("employees", "employees", everyone),
        ("output", "output", everyone),
        ("patents", "patents", own),
        ("output_sme", "output", sme),
        ("rd_sme", "rd", sme),
    ):
        found[name] = figure(column, whose)
        found[f"{name}__na"] = blanks(column, whose)
    return found


def _variable(name: str, entity: Any, kind: type, formula: Callable[[Any, Any], Any] | None = None) -> type:
    body: dict[str, Any] = {"value_type": kind, "entity": entity, "definition_period": YEAR, "label": name}
    if formula:
        body["formula"] = lambda population, period, parameters: formula(population, period)
    return type(name, (Variable,), body)


def lines(source: Path) -> Iterator[tuple[float, ...]]:
    """One tuple a cluster and year: the eleven numbers."""
    system = TaxBenefitSystem([FIRM, CLUSTER])
    for name in FIGURES:
        system.add_variable(_variable(name, FIRM, float))
        system.add_variable(_variable(f"{name}_blank", FIRM, bool))
    for name in FLAGS:
        system.add_variable(_variable(name, FIRM, int))
    formulas = _formulas()
    for name, formula in formulas.items():
        system.add_variable(_variable(f"of_{name}", CLUSTER, float, formula))
    files = sorted(source.glob("*.parquet"))
    years = sorted({file.name.partition("-")[0] for file in files})
    simulation = None
    for year in years:
        table = parquet.read_table(
            [file for file in files if file.name.startswith(year)], columns=["cluster", *FIGURES, *FLAGS]
        )
        if simulation is None:
            simulation = _simulation(system, table)
        for name in FIGURES:
            simulation.set_input(name, year, table[name].fill_null(0).to_numpy().astype(numpy.float32))
            simulation.set_input(f"{name}_blank", year, table[name].is_null().to_numpy())
        for name in FLAGS:
            simulation.set_input(name, year, table[name].fill_null(-1).to_numpy().astype(numpy.int32))
    for year in years:
        yield from zip(*(simulation.calculate(f"of_{name}", year).tolist() for name in formulas), strict=True)


def _simulation(system: Any, table: Any) -> Any:
    """Firms and clusters set as arrays: OpenFisca's own way of joining them sorts texts and would take longest."""
    encoded = compute.dictionary_encode(table["cluster"]).combine_chunks()
    builder = SimulationBuilder()
    builder.create_entities(system)
    firms, clusters = builder.populations["firm"], builder.populations["cluster"]
    firms.ids = numpy.arange(len(table))
    firms.count = len(table)
    clusters.ids = numpy.arange(len(encoded.dictionary))
    clusters.count = len(encoded.dictionary)
    clusters.members_entity_id = encoded.indices.to_numpy()
    return builder.build(system)

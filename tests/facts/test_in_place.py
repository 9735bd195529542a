"""The same text on the database the product runs on, SQLite or PostgreSQL, without moving a row."""

from __future__ import annotations

import pytest
from django.db import connection

from jiqun.facts import rollup
from jiqun.facts.columns import NAMES
from jiqun.facts.prepare import flat_rows, in_order
from tests.law.rosters import ON, below, of_year, title


@pytest.mark.django_db
def test_database_in_place_gives_the_facts_of_sqlite_in_memory() -> None:
    roster = of_year("output", {2023: None})
    lines = flat_rows(roster, on=ON, cluster="甲")
    lines += flat_rows(
        type(roster)(roster.cluster, roster.firm_years, (below(2024),), (title("B", "链主企业", level=""),)),
        on=ON,
        cluster="乙",
    )
    with connection.cursor() as cursor:
        cursor.execute(rollup.create_table().replace("CREATE TABLE roster_row", "CREATE TEMPORARY TABLE kept_rows"))
        places = ", ".join(["%s"] * len(NAMES))
        cursor.executemany(f"INSERT INTO kept_rows VALUES ({places})", list(in_order(lines)))
        one = rollup.run(cursor, "SELECT * FROM kept_rows WHERE cluster = %s", ["乙"])
        both = rollup.run(cursor, "SELECT * FROM kept_rows")
        cursor.execute("DROP TABLE kept_rows")
    expected = rollup.in_memory(lines)
    assert both == expected
    assert rollup.digest(both) == rollup.digest(expected)
    assert one == [line for line in expected if line.cluster == "乙"]

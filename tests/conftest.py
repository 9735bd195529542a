"""What all tests share: which of them need a database, and how a database gets back to its first state."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from tests import answers
from tests.remembered import remembering

# Nobody in the tests carries a telephone, but for those of the second step.
django_settings.JIQUN_SECOND_STEP = "offered"

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
COMMITTING = {"transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback", "live_server"}
E2E = Path(__file__).parent / "e2e"

# How fast a machine is decides no test: an example may take as long as it takes, also on one that is busy.
settings.register_profile("jiqun", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jiqun")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what asks for a database as `integration` and what lies in tests/e2e as `e2e`; nobody has to remember."""
    for item in items:
        if E2E in item.path.parents:
            item.add_marker("e2e")
        in_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
        if (
            in_case
            or item.get_closest_marker("django_db")
            or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        ):
            item.add_marker("integration")


@pytest.fixture(autouse=True)
def files_of_its_own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Evidence that a test uploads goes to a temporary folder, never to var/."""
    if request.node.get_closest_marker("integration"):
        request.getfixturevalue("settings").EVIDENCE_FOLDER = tmp_path_factory.mktemp("files")


@pytest.fixture(scope="session", autouse=True)
def limited_processes() -> Iterator[None]:
    """What starts one passes by tests/answers.py."""
    with pytest.MonkeyPatch.context() as patch:
        answers.listen(patch)
        yield


@pytest.fixture(autouse=True)
def files_looked_into_once(request: pytest.FixtureRequest, limited_processes: None) -> Iterator[None]:
    """The same bytes are not looked into anew in each test, but where looking is what is tested."""
    if request.node.get_closest_marker("integration") and not request.node.get_closest_marker("files_alone"):
        with answers.asked_once():
            yield
    else:
        yield


@pytest.fixture(autouse=True)
def no_page_kept() -> None:
    """What one test rendered is no page of the next, whose journal may begin at the same entry."""
    caches["rendered"].clear()


@pytest.fixture(autouse=True)
def what_was_made_before(request: pytest.FixtureRequest, files_of_its_own: None) -> Iterator[None]:
    """A test that is rolled back may start from remembered states, unless its module has laid one of its own."""
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or COMMITTING & set(request.fixturenames)
    if commits or not (marker or "db" in request.fixturenames):
        yield
        return
    request.getfixturevalue("db")
    if connection.savepoint_ids:  # the test's own transaction lies within another
        yield
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(request.getfixturevalue("first_numbers"))
    patch = request.getfixturevalue("monkeypatch") if "monkeypatch" in request.fixturenames else None
    with remembering(patch):
        yield


@pytest.fixture(scope="session")
def first_numbers(django_db_setup: None) -> str:
    """The statement that puts every sequence of PostgreSQL, which no rollback does, back to the first state."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, sequencename, start_value, last_value FROM pg_sequences")
        return "SELECT " + ", ".join(
            f"""setval('"{schema}"."{name}"', {last or start}, {str(last is not None).lower()})"""
            for schema, name, start, last in cursor.fetchall()
        )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After a test that really commits, the migrated database is put back whole.

    Django would empty every table instead, which the journal's triggers refuse, and rightly so.
    """
    with django_db_blocker.unblock():
        first_state = SqliteCopy() if connection.vendor == "sqlite" else PostgresTemplate()
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: first_state.put_back())
    yield
    patch.undo()
    with django_db_blocker.unblock():
        first_state.discard()


class SqliteCopy:
    """The first state in memory; it is written back page by page, so that open connections see it too."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self.copy = sqlite3.connect(":memory:")
        connection.connection.backup(self.copy)

    def put_back(self) -> None:
        connections.close_all()
        connection.ensure_connection()
        self.copy.backup(connection.connection)

    def discard(self) -> None:
        self.copy.close()


class PostgresTemplate:
    """The first state as a second database, from which the first is made again."""

    def __init__(self) -> None:
        self.name = connection.settings_dict["NAME"]
        self.template = f"{self.name}_first_state"
        self._run(
            f'DROP DATABASE IF EXISTS "{self.template}"', f'CREATE DATABASE "{self.template}" TEMPLATE "{self.name}"'
        )

    def put_back(self) -> None:
        self._run(
            f'DROP DATABASE "{self.name}" WITH (FORCE)', f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"'
        )

    def discard(self) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.template}"')

    def _run(self, *statements: str) -> None:
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

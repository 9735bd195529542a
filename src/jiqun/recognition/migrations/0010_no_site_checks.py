"""The table of site checks goes, apart from what carried them over: PostgreSQL changes no table with rows under way."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("recognition", "0009_site_checks_are_visits")]

    operations = [migrations.DeleteModel(name="SiteCheck")]

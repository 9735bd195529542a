"""The floor: a loop in C over raw arrays of the touched columns, in the order of the store. No blanks map, no names.

The arrays hold the eight columns in the type they are delivered in, 64 bits, with the least integer for a blank; the
cluster is a number, so that a group is found without a table of names.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import duckdb
import numpy

LOOP = r"""
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>

static const char *folder;
static size_t length;

static void *column(const char *name) {
    char path[4096];
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &info)) { perror(path); exit(1); }
    length = info.st_size;
    return mmap(0, length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
}

int main(int count, char **words) {
    folder = words[1];
    const size_t groups = strtoull(words[2], 0, 10);
    const int64_t *employees = column("employees"), *output = column("output"), *rd = column("rd"),
                  *patents = column("patents");
    const int64_t *sme = column("sme"), *aggregate = column("aggregate"), *cluster = column("cluster"),
                  *year = column("year");
    const size_t rows = length / sizeof *year;
    const int64_t years = strtoll(words[3], 0, 10), first = strtoll(words[4], 0, 10);
    int64_t (*sums)[11] = calloc(groups, sizeof *sums);
    for (size_t row = 0; row < rows; row++) {
        int64_t *sum = sums[cluster[row] * years + year[row] - first];
        const int own = aggregate[row] == 0, small = sme[row] == 1;
        sum[0] += own;
        if (employees[row] == INT64_MIN) sum[2]++; else sum[1] += employees[row];
        if (output[row] == INT64_MIN) { sum[4]++; sum[8] += small; }
        else { sum[3] += output[row]; if (small) sum[7] += output[row]; }
        if (own) { if (patents[row] == INT64_MIN) sum[6]++; else sum[5] += patents[row]; }
        if (small) { if (rd[row] == INT64_MIN) sum[10]++; else sum[9] += rd[row]; }
    }
    int64_t totals[11] = {0};
    for (size_t line = 0; line < groups; line++)
        for (int at = 0; at < 11; at++) totals[at] += sums[line][at];
    printf("{\"lines\": %zu, \"seconds\": 0, \"totals\": [", groups);
    for (int at = 0; at < 11; at++) printf("%s%lld", at ? ", " : "", (long long)totals[at]);
    printf("]}\n");
    return 0;
}
"""


def build(store: Path, folder: Path) -> list[str] | None:
    """Compiles the loop and lays the arrays out; the command to run, or None where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        return None
    folder.mkdir()
    (folder / "loop.c").write_text(LOOP)
    subprocess.run([compiler, "-O2", "-march=native", "-o", folder / "loop", folder / "loop.c"], check=True)
    with duckdb.connect(store, read_only=True) as database:
        database.execute("SET enable_progress_bar = false")
        for name in ("cluster", "year", "employees", "output", "rd", "patents", "sme", "aggregate"):
            cells = database.execute(f"SELECT CAST({name} AS BIGINT) AS cell FROM roster_row").fetchnumpy()["cell"]
            numpy.ma.filled(cells, numpy.iinfo(numpy.int64).min).tofile(folder / name)
        ((clusters, years, first),) = database.execute(
            "SELECT (SELECT COUNT(*) FROM roster_cluster), COUNT(DISTINCT year), MIN(year) FROM roster_row"
        ).fetchall()
    return [str(folder / "loop"), str(folder), str(clusters * years), str(years), str(first)]

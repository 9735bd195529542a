"""Codes and calendars of the state, as a plain library: nothing here knows of cases, clusters or Django.

`workdays` (State Council schedules), `credit_code` (GB 32100), `enterprise_size` (工信部联企业〔2011〕300号),
`industries` (GB/T 4754), `divisions` (GB/T 2260), `strategic` (粤府函〔2020〕82号) and `intensive` (high-energy and
high-water industries). The data lie in `data/`, each file with its source, and are read when first asked for.
"""

"""The cluster's boundary (空间范围): filed, measured, held against the county and the neighbours."""

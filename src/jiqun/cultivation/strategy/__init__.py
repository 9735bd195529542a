"""战略地图 (Articles 4, 7(八)): clusters against the province's 20 strategic clusters and 5 future industries."""

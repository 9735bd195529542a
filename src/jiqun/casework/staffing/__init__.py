"""单位与人员: units and accounts come in from one workbook, by two administrators; the same workbook takes them out."""

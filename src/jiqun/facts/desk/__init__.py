"""The roster as a clerk works on it: cells as text by sheet, opened from a workbook or pasted, checked by its reader.

There is one truth: the cells are laid out as the workbook they would be, and the workbook's reader reads them. Row 1
is the header, so the row a problem names is the row number the grid shows.
"""

"""From a file to rows that are understood, or to a list of what is wrong with it, by row and column.

Nouns: table (a heading row and rows of cells, from XLSX or CSV), column, roster row, problem, refusal (the file as a
whole cannot be read). Verbs: `open_table`, `read_sheet`.
Nothing here knows the database: what a row means for today's roster is decided in `council.roster.planning`.
"""

"""The store on disk: receipts, accepted rows, figures and runs as hashed files, read through DuckDB.

Holds every line that opens the store or runs SQL. Files are only ever added, never edited.
"""

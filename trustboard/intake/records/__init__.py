"""Extracts whose rows are single records: typed reading, keys, references, people's keys, rows by month."""

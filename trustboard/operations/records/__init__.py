"""Counting single records: what stands, which periods must be counted again, cells, roll-ups, figures."""

"""Incoming extracts: read the file, hold it to its contract, write the receipt and the accepted rows.

Holds the file readers, the contract checks, the rejects report and the all-or-nothing step into the store.
"""

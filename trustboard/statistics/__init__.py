"""Statistical process control for many series at once: NumPy arrays in, arrays out.

A library of its own that imports nothing else of Trustboard, so that an analyst can use it in a notebook.
"""

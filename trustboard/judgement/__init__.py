"""Figures to verdicts: the standard in force, RAG, variation, assurance and the group on the page.

Holds the rules that judge. It receives figures and standards as values and reads no files.
"""

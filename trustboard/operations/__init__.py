"""One function per thing a person does: start a workspace, check it, apply drafts, load, calculate, report.

Holds the acts that join the layers below. Every act takes ``by=`` and ``on=``; nothing below knows who asked.
"""

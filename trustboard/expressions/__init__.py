"""Text of an expression to our own typed tree, with all issues at once.

Holds the parser, the types, the whitelist of functions and the checks against a contract's fields.
"""

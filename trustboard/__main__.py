"""Entry point of the installed command and of ``python -m trustboard``."""

"""The commands, thin: read the arguments, call one operation, print the answer, choose the exit code.

Holds one module per command or family of commands (click). It decides nothing about numbers.
"""

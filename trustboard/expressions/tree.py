"""What is asked of the parser's tree, whatever the kind of a node."""

from sqlglot import exp

from trustboard.expressions.tokens import FUNCTION_MARK

Tree = exp.Expr


def parts(tree: Tree) -> frozenset[str]:
    """Name the parts of a node that hold anything."""
    return frozenset(name for name, value in tree.args.items() if value not in (None, False, []))


def start(tree: Tree) -> int | None:
    """Say at which character of the text a node begins, counting from 0, as far as the parser kept it."""
    starts = [node.meta["start"] for node in tree.walk() if "start" in node.meta]
    return min(starts, default=None)


def called(tree: Tree) -> str | None:
    """Name the function that a node calls, of those that the first gate has marked; None for all else."""
    if type(tree) is not exp.Anonymous or type(tree.this) is not exp.Identifier:
        return None
    name = str(tree.this.this)
    return name.removeprefix(FUNCTION_MARK) if name.startswith(FUNCTION_MARK) else None

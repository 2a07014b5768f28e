"""SQL conditions for the store, built in this one place so that no name can break out of its quotes.

Conditions are plain strings; "" is "no condition".  Column names come from the schema, never from a user.
"""

import re
from collections.abc import Iterable

Condition = str
COLUMN = re.compile(r"[a-z_]+")


def literal(value: str) -> str:
    """A text as an SQL literal, marks doubled.  What no stored text holds cannot break it: a null character
    becomes the sign for a broken one – left out, it would find rows of another name –, half a surrogate pair
    a question mark.
    """
    clean = value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return "'" + clean.replace("'", "''") + "'"


def equals(column: str, value: str) -> Condition:
    """Rows whose column is exactly this text."""
    return f"{_column(column)} = {literal(value)}"


def any_of(column: str, values: Iterable[str]) -> Condition:
    """Rows whose column is one of these texts; no row when there are none."""
    listed = ", ".join(literal(value) for value in dict.fromkeys(values))
    return f"{_column(column)} IN ({listed})" if listed else "false"


def holds_any(column: str, values: Iterable[str]) -> Condition:
    """Rows whose list column holds one of these texts; no row when there are none."""
    listed = ", ".join(literal(value) for value in dict.fromkeys(values))
    return f"array_has_any({_column(column)}, [{listed}])" if listed else "false"


def empty_list(column: str) -> Condition:
    """Rows whose list column holds nothing."""
    return f"array_length({_column(column)}) IS NULL OR array_length({_column(column)}) = 0"


def contains(column: str, text: str) -> Condition:
    """Rows whose column holds this stretch of text, character by character: no wildcard is one."""
    return f"contains({_column(column)}, {literal(text)})"


def at_least(column: str, value: str | float) -> Condition:
    """Rows whose column is this value or a later one."""
    return f"{_column(column)} >= {literal(value) if isinstance(value, str) else repr(float(value))}"


def at_most(column: str, value: str | float) -> Condition:
    """Rows whose column is this value or an earlier one."""
    return f"{_column(column)} <= {literal(value) if isinstance(value, str) else repr(float(value))}"


def flag(column: str, value: bool) -> Condition:
    """Rows whose yes-or-no column has this value."""
    return f"{_column(column)} = {'true' if value else 'false'}"


def all_of(*conditions: Condition) -> Condition:
    """Rows that meet every condition; empty ones demand nothing."""
    return " AND ".join(f"({condition})" for condition in conditions if condition)


def either(*conditions: Condition) -> Condition:
    """Rows that meet at least one condition; an empty one is met by every row."""
    if not conditions or not all(conditions):
        return ""
    return " OR ".join(f"({condition})" for condition in conditions)


def negate(condition: Condition) -> Condition:
    """Rows that do not meet the condition."""
    return f"NOT ({condition})" if condition else "false"


def _column(name: str) -> str:
    if not COLUMN.fullmatch(name):
        raise ValueError(f"{name!r} is no column name: only small letters and underscores.")
    return name

"""What each code of `errors` means to a person: what happened, and what to do."""

from __future__ import annotations

from functools import cache

Table = dict[str, tuple[str, str]]


@cache
def problems() -> Table:
    """All codes; a code in two tables would be a mistake, and a promise test says so."""
    from xieshang_desktop.wording import (
        problems_carry,
        problems_files,
        problems_papers,
        problems_people,
        problems_rules,
        problems_unit,
    )

    return (
        problems_rules.RULES
        | problems_files.FILES
        | problems_carry.CARRY
        | problems_papers.PAPERS
        | problems_people.PEOPLE
        | problems_unit.UNIT
    )

"""What each code of `errors` means to a person: what happened, and what to do."""

from __future__ import annotations

from functools import cache

Table = dict[str, tuple[str, str]]


@cache
def problems() -> Table:
    """All codes; a code in two tables would be a mistake, and a promise test says so."""
    from xieshang_desktop.wording import (
        problems_backup,
        problems_bundles,
        problems_carry,
        problems_decisions,
        problems_directives,
        problems_door,
        problems_enrolment,
        problems_files,
        problems_forms,
        problems_gate,
        problems_hall,
        problems_minutes,
        problems_paper_check,
        problems_papers,
        problems_people,
        problems_printing,
        problems_public,
        problems_registers,
        problems_rules,
        problems_sealing,
        problems_signing,
        problems_unit,
        problems_updates,
        problems_webdav,
    )

    return (
        problems_rules.RULES
        | problems_backup.BACKUP
        | problems_bundles.BUNDLES
        | problems_files.FILES
        | problems_gate.GATE
        | problems_carry.CARRY
        | problems_directives.DIRECTIVES
        | problems_enrolment.ENROLMENT
        | problems_paper_check.PAPER_CHECK
        | problems_papers.PAPERS
        | problems_people.PEOPLE
        | problems_printing.PRINTING
        | problems_public.PUBLIC
        | problems_registers.REGISTERS
        | problems_unit.UNIT
        | problems_updates.UPDATES
        | problems_webdav.WEBDAV
        | problems_door.DOOR
        | problems_signing.SIGNING
        | problems_hall.HALL
        | problems_minutes.MINUTES
        | problems_sealing.SEALING
        | problems_decisions.DECISIONS
        | problems_forms.FORMS
    )

"""What can go wrong, as a tree. Every error carries a code and facts; `wording` has the sentences.

    Problem                 expected: shown to the person as a sentence and a hint
    ├── RuleBroken          the procedure or the law says no
    ├── BadInput            a file, a form or a word given to us cannot be used
    ├── WorldFailed         disk, drive, network, printer, other programs
    └── BundleRefused       a bundle fails a check of form or authenticity

Any other exception is a mistake of ours and ends in a crash report to copy.
"""

from __future__ import annotations


class Problem(Exception):
    """An expected failure: `code` is stable and has words in `wording`, `facts` fill them."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({facts})"


class RuleBroken(Problem):
    """The procedure, the law or the state of the record forbids it."""


class BadInput(Problem):
    """What was given cannot be used; nothing was changed."""


class WorldFailed(Problem):
    """Disk full, drive pulled, file locked, printer gone, folder deleted."""


class BundleRefused(Problem):
    """A bundle fails a check of form or authenticity; nothing was taken in."""

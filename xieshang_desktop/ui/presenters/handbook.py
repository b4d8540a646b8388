"""The handbook: its chapters in order, which one belongs to a page, and where words stand."""

from __future__ import annotations

from typing import NamedTuple

from xieshang_desktop import resources

#: In the order of the work.
ORDER = (
    "start",
    "home",
    "topics",
    "meetings",
    "sign_in",
    "signing",
    "deliberation",
    "hall_screen",
    "minutes",
    "publicity",
    "decisions",
    "papers",
    "follow_up",
    "people",
    "exchange",
    "data",
    "updates",
    "practice",
    "keys",
    "questions",
    "receiving",
    "villages",
    "rollup",
    "supervision",
    "issuing",
)

#: The chapter for a page, by the page's key; for a meeting, by the part in front.
_PAGES = {
    "home": "home",
    "topics": "topics",
    "meetings": "meetings",
    "meetings/meeting#plan": "meetings",
    "meetings/meeting#door": "sign_in",
    "meetings/paper": "signing",
    "meetings/signing": "signing",
    "meetings/meeting#hall": "deliberation",
    "meetings/meeting#minutes": "minutes",
    "meetings/meeting#publicity": "publicity",
    "meetings/decisions": "decisions",
    "meetings/decision": "decisions",
    "meetings/decision_edit": "decisions",
    "papers": "papers",
    "laptop": "start",
    "follow_up": "follow_up",
    "people": "people",
    "exchange": "exchange",
    "receiving": "receiving",
    "villages": "villages",
    "rollup": "rollup",
    "supervision": "supervision",
    "issuing": "issuing",
}


class Chapter(NamedTuple):
    """One chapter: its key, its title, its text as Markdown."""

    key: str
    title: str
    text: str


def chapters() -> list[Chapter]:
    """All chapters, in the order of the work."""
    found = []
    for key in ORDER:
        text = resources.path("handbook", "zh", f"{key}.md").read_text("utf-8")
        found.append(Chapter(key, text.partition("\n")[0].lstrip("# "), text))
    return found


def chapter_for(page: str, part: str = "") -> str:
    """The chapter for the page in view; a page below a place has its place's, if no own."""
    for key in (f"{page}#{part}", page, page.partition("/")[0]):
        if key in _PAGES:
            return _PAGES[key]
    return ORDER[0]


def matching(found: list[Chapter], words: str) -> list[Chapter]:
    """The chapters that hold these words; those with them in the title first."""
    words = words.strip().lower()
    hits = [chapter for chapter in found if words in chapter.text.lower()]
    return sorted(hits, key=lambda chapter: words not in chapter.title.lower())

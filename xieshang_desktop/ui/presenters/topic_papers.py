"""The papers of one topic that can be made as the records stand, as buttons of its page."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.domain.terms import MeetingState
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_choices import papers_about
from xieshang_desktop.services.paper_list.kinds import About
from xieshang_desktop.services.papers import PaperKind
from xieshang_desktop.services.topic_file import TopicFile
from xieshang_desktop.ui.presenters.papers import about_address, paper_words
from xieshang_desktop.ui.presenters.topic import Action

_AFTER = {MeetingState.CLOSED, MeetingState.SEALED}


def papers_view(desk: Desk, file: TopicFile) -> list[Action]:
    """What can be made about the topic, the minutes of its newest meeting, and the way to all."""
    topic_id = file.topic.id
    papers = [
        Action(f"paper:{kind.value}:{topic_id}", paper_words(kind))
        for kind in papers_about(desk, About.TOPIC, topic_id)
    ]
    held = [meeting for meeting in file.meetings if meeting.state in _AFTER]
    if held:
        minutes = PaperKind.MINUTES
        papers.insert(0, Action(f"paper:{minutes.value}:{held[-1].id}", paper_words(minutes)))
    return [*papers, Action(f"paper:{about_address(About.TOPIC, topic_id)}", _("更多文书"))]

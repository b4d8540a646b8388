"""What is typed into a small form is there again when it is opened the next time."""

from __future__ import annotations

import json

from xieshang_desktop.services import drafting
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.topic_sheets import Ask, Values


class FormDrafts:
    """The drafts of one page's forms: each under an object and its own field, as what differs from
    the form as it is shown empty."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._blank: dict[str, Values] = {}

    def filled(self, object_id: str, field: str, form: Ask) -> Ask:
        """The form with what was being typed in it when it was last left unfinished."""
        self._blank[field] = form.values()
        text = drafting.kept(self._desk, object_id, field).get(field)
        return form.filled(json.loads(text)) if text else form

    def keep(self, object_id: str, field: str, values: Values) -> None:
        """Keep what stands in it now; as it was shown at first, nothing."""
        begun = dict(values) == self._blank.get(field)
        text = "" if begun else json.dumps(dict(values), ensure_ascii=False)
        drafting.keep(self._desk, object_id, field, text)

    def drop(self, object_id: str, field: str) -> None:
        """It is recorded."""
        drafting.drop(self._desk, object_id, field)

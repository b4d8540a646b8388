"""What each record refers to: an object that is nowhere among the village's is a finding."""

from __future__ import annotations

from typing import Final

#: By noun: the fields that name another record, and the noun of that record.
REFERENCES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "person": (("household_id", "household"),),
    "role_held": (("person_id", "person"),),
    "topic": (("proposer_id", "person"), ("merged_into", "topic")),
    "step": (("topic_id", "topic"),),
    "research": (("topic_id", "topic"),),
    "participant": (("topic_id", "topic"), ("person_id", "person")),
    "meeting": (("first_convenor_id", "convenor"), ("second_convenor_id", "convenor")),
    "agenda_item": (("meeting_id", "meeting"), ("topic_id", "topic")),
    "invitation": (("meeting_id", "meeting"), ("person_id", "person")),
    "attendance": (("meeting_id", "meeting"), ("person_id", "person")),
    "opinion": (("meeting_id", "meeting"), ("agenda_item_id", "agenda_item")),
    "point": (("meeting_id", "meeting"), ("agenda_item_id", "agenda_item")),
    "measure": (("meeting_id", "meeting"), ("agenda_item_id", "agenda_item")),
    "minutes": (("meeting_id", "meeting"),),
    "minutes_section": (("minutes_id", "minutes"),),
    "confirmation": (("minutes_id", "minutes"), ("convenor_id", "convenor")),
    "correction": (("minutes_id", "minutes"),),
    "outcome": (("meeting_id", "meeting"), ("topic_id", "topic")),
    "task": (("outcome_id", "outcome"), ("topic_id", "topic")),
    "submission": (("outcome_id", "outcome"), ("topic_id", "topic")),
    "motion": (("decision_meeting_id", "decision_meeting"),),
    "presence": (("decision_meeting_id", "decision_meeting"),),
    "vote": (("decision_meeting_id", "decision_meeting"), ("motion_id", "motion")),
    "voice": (("decision_meeting_id", "decision_meeting"), ("motion_id", "motion")),
    "decision_posting": (("decision_meeting_id", "decision_meeting"),),
    "decision_correction": (("decision_meeting_id", "decision_meeting"),),
    "notice": (("meeting_id", "meeting"), ("topic_id", "topic")),
    "posting": (("notice_id", "notice"),),
}

#: References whose absence has a rule of its own; the others are `reference_missing`.
RULES: Final = {
    ("attendance", "person"): "attendance_person_unknown",
    ("outcome", "meeting"): "outcome_without_meeting",
    ("confirmation", "convenor"): "confirmation_by_nobody",
}

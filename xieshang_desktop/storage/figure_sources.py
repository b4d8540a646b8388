"""Where each figure comes from: one definition gives what is counted and the records behind it.

Parameters: `units` and `ranges` as JSON, `today`; of a list also `kind`, `limit` and `offset`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from xieshang_desktop.domain.figures import Figure
from xieshang_desktop.domain.meeting import HELD

#: What each source is read for: of these units, in these ranges. A range is its label, its first
#: text and one that is greater than its last: `2026-03` < `2026-03-31T…` < `2026-03~`.
_UNITS = "json_each(:units) AS u"
_RANGES = "json_each(:ranges) AS p"

_ROWS = "count(*) OVER ()"
#: A meeting that was held, or is: also one that stopped and goes on another day.
IS_HELD = f"state IN {tuple(state.value for state in HELD)}"
_HELD = f"t.{IS_HELD}"
_THERE = "a.unit_id = t.unit_id AND a.meeting_id = t.id"
_PERSON = "JOIN person AS h ON h.unit_id = a.unit_id AND h.id = a.person_id"
_TOPIC = "LEFT JOIN topic AS o ON o.unit_id = t.unit_id AND o.id = t.topic_id"
#: A result hung long enough when it came down no sooner than it might, after fifteen days; whether
#: one that nobody noted as taken down did, only today says.
_MAY_COME_DOWN = "max(t.removable_on, date(t.posted_on, '+15 days'))"
_WHEN_DOWN = f"WHEN t.removed_on >= {_MAY_COME_DOWN} THEN 'full' ELSE 'short' END"
_OVER = f"t.removed_on IS NULL AND {_MAY_COME_DOWN} <= :today"


class Source(NamedTuple):
    """One figure: rows `t` of `table` whose `moment` lies in the range, or, where it counts
    `attendances`, those `a` of its rows. `title` and `words` tell a row in a list, which `also`
    joins for; `kind_today` is its kind there where a day decides it."""

    figure: Figure
    table: str
    moment: str
    title: str
    where: str = "1"
    kind: str = "''"
    kind_today: str = ""
    words: str = "''"
    join: str = ""
    also: str = ""
    attendances: bool = False
    person: str = ""
    attended: str = "1"
    how_many: str = "count(*)"


def _sign_ins(figure: Figure, where: str, kind: str = "''", join: str = "") -> Source:
    """Who came to meetings that were held; behind such a figure stand the meetings."""
    return Source(
        figure=figure,
        table="meeting",
        moment="starts",
        title="t.title",
        where=_HELD,
        kind=kind,
        words="t.place",
        attendances=True,
        person=join,
        attended=where,
    )


_PRESENT = "a.state = 'present'"

SOURCES: dict[Figure, Source] = {
    source.figure: source
    for source in (
        Source(
            figure=Figure.OUTCOMES,
            table="outcome",
            moment="decided_on",
            kind="t.kind",
            title="coalesce(o.title, '')",
            words="t.text",
            also=_TOPIC,
        ),
        Source(
            figure=Figure.SOLVED,
            table="topic",
            moment="answered_on",
            where="t.state = 'closed'",
            kind="t.topic_class",
            title="t.title",
            words="t.answer",
        ),
        Source(
            figure=Figure.TASKS_DONE,
            table="task",
            moment="done_on",
            where="t.state = 'done'",
            kind="CASE WHEN t.done_on <= t.due THEN 'in_time' ELSE 'late' END",
            title="t.text",
            words="t.result",
        ),
        Source(
            figure=Figure.EFFECTS,
            table="outcome",
            moment="effect_on",
            where="t.effect <> ''",
            title="coalesce(o.title, '')",
            words="t.effect",
            also=_TOPIC,
        ),
        Source(
            figure=Figure.SATISFACTION,
            table="outcome",
            moment="decided_on",
            where="t.satisfaction IS NOT NULL",
            title="coalesce(o.title, '')",
            words="t.satisfaction || '%'",
            also=_TOPIC,
        ),
        Source(
            figure=Figure.TASKS_OPEN,
            table="task",
            moment="due",
            where="t.state = 'open'",
            title="t.text",
            words="t.owner",
        ),
        Source(
            figure=Figure.TASKS_OVERDUE,
            table="task",
            moment="due",
            where="t.state = 'open' AND t.due < :today",
            title="t.text",
            words="t.owner",
        ),
        Source(
            figure=Figure.SUBMISSIONS,
            table="submission",
            moment="submitted_on",
            title="coalesce(o.title, '')",
            words="t.addressee",
            also=_TOPIC,
        ),
        Source(
            figure=Figure.SUBMISSIONS_REPLIED,
            table="submission",
            moment="replied_on",
            title="coalesce(o.title, '')",
            words="t.reply",
            also=_TOPIC,
        ),
        Source(
            figure=Figure.POSTINGS,
            table="posting",
            moment="posted_on",
            join="JOIN notice AS n ON n.unit_id = t.unit_id AND n.id = t.notice_id",
            where="n.kind IN ('result', 'implementation')",
            kind=f"CASE WHEN t.removed_on IS NULL THEN 'up' {_WHEN_DOWN}",
            kind_today=(
                f"CASE WHEN {_OVER} THEN 'full' WHEN t.removed_on IS NULL THEN 'up' {_WHEN_DOWN}"
            ),
            title="n.title",
            words="t.place",
        ),
        Source(
            figure=Figure.TOPICS,
            table="topic",
            moment="proposed_on",
            kind="t.source",
            title="t.title",
            words="t.number",
        ),
        Source(
            figure=Figure.TOPICS_BY_CLASS,
            table="topic",
            moment="proposed_on",
            kind="t.topic_class",
            title="t.title",
            words="t.number",
        ),
        Source(
            figure=Figure.TOPICS_BY_STATE,
            table="topic",
            moment="proposed_on",
            kind="t.state",
            title="t.title",
            words="t.number",
        ),
        Source(
            figure=Figure.REFUSED,
            table="topic",
            moment="decided_on",
            where="t.state = 'refused'",
            kind="coalesce(json_extract(t.screening, '$.not_open'), '')",
            title="t.title",
            words="t.reason",
        ),
        Source(
            figure=Figure.REFUSED_ANSWERED,
            table="topic",
            moment="decided_on",
            where="t.state = 'refused' AND t.reason <> '' AND t.answered_on IS NOT NULL",
            title="t.title",
            words="t.answer",
        ),
        Source(
            figure=Figure.MEETINGS,
            table="meeting",
            moment="starts",
            where=_HELD,
            kind="t.form",
            title="t.title",
            words="t.place",
        ),
        _sign_ins(Figure.SIGN_INS, _PRESENT, "a.part"),
        _sign_ins(Figure.SIGN_INS_BY_FORM, _PRESENT, "t.form"),
        _sign_ins(Figure.WOMEN, f"{_PRESENT} AND h.sex = '2'", join=_PERSON),
        _sign_ins(Figure.PARTY_MEMBERS, f"{_PRESENT} AND h.party_member = 1", join=_PERSON),
        _sign_ins(Figure.OBSERVERS, "a.state = 'observing'"),
        _sign_ins(Figure.PARTICIPANTS, _PRESENT)._replace(how_many="count(DISTINCT a.person_id)"),
    )
}

#: The sum of the percentages asked, kept beside their number: an average needs both.
PERCENT = "satisfaction_percent"


@cache
def counting(figure: Figure, *, of_today: bool = False, of_kinds: bool = False) -> str:
    """Gives unit, label of the range, figure, kind and count; `of_today` in no range at all,
    `of_kinds` only the kinds of the parameter `kinds`, as JSON."""
    source = SOURCES[figure]
    if of_kinds:
        chosen = " ".join((source.kind, "IN (SELECT value FROM json_each(:kinds))"))
        source = source._replace(where=f"{source.where} AND {chosen}")
    return _counting(source, figure.value, source.how_many, of_today=of_today)


@cache
def counting_percent() -> str:
    """The same for the sum of the percentages."""
    return _counting(SOURCES[Figure.SATISFACTION], PERCENT, "sum(t.satisfaction)")


@cache
def listing(figure: Figure, *, of_today: bool = False) -> str:
    """A page of the records behind a figure, the newest first: unit, id, title, day, words, and for
    how many the row stands. Parameters 4 to 6: kind (empty: all), how many rows, after how many."""
    source = SOURCES[figure]
    page = " ".join(
        (
            f"SELECT t.unit_id, t.id, t.{source.moment} AS the_moment, {_ROWS} AS all_rows",
            _from(source, of_today=of_today),
            _rows(source),
            "ORDER BY the_moment DESC, t.unit_id, t.id LIMIT :limit OFFSET :offset",
        )
    )
    stands = " ".join(("(SELECT count(*)", _attended(source) + ")")) if source.attendances else "1"
    return " ".join(
        (
            f"SELECT t.unit_id, t.id, {source.title}, substr(the_moment, 1, 10), {source.words},",
            f"{stands}, all_rows FROM ({page}) AS q",
            f"JOIN {source.table} AS t ON t.unit_id = q.unit_id AND t.id = q.id",
            source.join,
            source.also,
            "ORDER BY the_moment DESC, t.unit_id, t.id",
        )
    )


@cache
def hanging_long_enough() -> str:
    """Gives unit and number of the results that hang as long as they must and were not noted as
    taken down: they are kept as `up`, and today they count as `full`."""
    source = SOURCES[Figure.POSTINGS]
    where = f"WHERE {source.where} AND {_OVER} GROUP BY 1"
    return " ".join(("SELECT u.value, count(*)", _from(source, of_today=False), where))


@cache
def listing_people() -> str:
    """A page of the people who came, each once: unit, id, name, last day, group, how many times,
    how many rows there are."""
    source = SOURCES[Figure.PARTICIPANTS]
    came = (
        "SELECT a.unit_id, a.person_id, max(t.starts) AS last, count(*) AS times",
        _from(source, of_today=False),
        f"CROSS JOIN attendance AS a ON {_THERE} WHERE {source.where} AND {source.attended}",
        "GROUP BY a.unit_id, a.person_id",
    )
    group = "coalesce(nullif(h.organisation, ''), h.\"group\", '')"
    return " ".join(
        (
            "SELECT a.unit_id, a.person_id, coalesce(h.name, ''), substr(a.last, 1, 10),",
            f"{group}, a.times, count(*) OVER () FROM (",
            *came,
            f") AS a LEFT {_PERSON}",
            "ORDER BY a.unit_id, h.name, a.person_id LIMIT :limit OFFSET :offset",
        )
    )


def _counting(source: Source, name: str, count: str, *, of_today: bool = False) -> str:
    label = "''" if of_today else "json_extract(p.value, '$[0]')"
    return " ".join(
        (
            f"SELECT u.value, {label}, '{name}', {source.kind}, {count}",
            _from(source, of_today=of_today),
            f"CROSS JOIN attendance AS a ON {_THERE} {source.person}" if source.attendances else "",
            f"WHERE {source.where} AND {source.attended} GROUP BY 1, 2, 4",
        )
    )


def _from(source: Source, *, of_today: bool) -> str:
    """The rows of the table, found by unit and moment in this order."""
    parts = ["FROM", _UNITS]
    within = ""
    if not of_today:
        parts += ["CROSS JOIN", _RANGES]
        within = (
            f" AND t.{source.moment} >= json_extract(p.value, '$[1]')"
            f" AND t.{source.moment} < json_extract(p.value, '$[2]')"
        )
    parts.append(f"CROSS JOIN {source.table} AS t ON t.unit_id = u.value{within}")
    return " ".join((*parts, source.join))


def _rows(source: Source) -> str:
    if source.attendances:
        return " ".join(("WHERE", source.where, "AND EXISTS (SELECT 1", _attended(source) + ")"))
    return f"WHERE {source.where} AND {_of_kind(source)}"


def _attended(source: Source) -> str:
    """The attendances of one row."""
    where = f"WHERE {_THERE} AND {source.attended} AND {_of_kind(source)}"
    return " ".join(("FROM attendance AS a", source.person, where))


def _of_kind(source: Source) -> str:
    return f"(:kind = '' OR {source.kind_today or source.kind} = :kind)"

"""The words of the papers that are measured: another text every time, so that nobody can remember
the last one, and as many different characters as the practice village's matters have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import count, cycle, islice

from tests.benchmarks.cold_notice import REQUESTS, TOPICS
from xieshang_desktop import resources
from xieshang_desktop.domain.documents import (
    MinutesPaper,
    MinutesSection,
    NamedPerson,
    NoticePaper,
    SealLine,
    SignInRow,
    SignInSheet,
)

UNIT, PLACE, DAY = "和顺村村民委员会", "和顺村协商议事室", date(2026, 11, 22)
WHEN = "2026年11月28日（星期六）上午9:00"

_numbers = count(100)


def notice() -> NoticePaper:
    """A notice of two pages that nobody has set before."""
    number = next(_numbers)
    return NoticePaper(
        unit=UNIT,
        title=f"关于召开第{number}次协商议事会议的通知",
        addressees=("各位村民代表", "各利益相关方"),
        when=WHEN,
        place=PLACE,
        topics=tuple(f"{number}号议题，{topic}" for topic in TOPICS),
        chair="李建国",
        requests=tuple(f"{request}（{number}）" for request in REQUESTS),
        contact="村委会办公室",
        contact_phone="0990-1990000",
        signer=PLACE,
        issued_on=DAY,
    )


def sheet(people: int) -> SignInSheet:
    """A sign-in sheet to be signed, of people with names of their own."""
    number = next(_numbers)
    return SignInSheet(
        unit=UNIT,
        title=f"和顺村第{number}次协商议事会签到表",
        when=WHEN,
        place=PLACE,
        rows=tuple(
            SignInRow(
                person=NamedPerson(name=name, group=f"第{at % 9 + 1}村民小组"),
                part="议事会成员" if at % 3 else "利益相关方",
            )
            for at, name in enumerate(_names(number, people))
        ),
        filled=False,
        issued_on=DAY,
    )


def _names(number: int, people: int) -> Iterator[str]:
    surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "建国兰英明华秀芳志强桂玲文斌海燕春梅"
    for at in range(number, number + people):
        yield surnames[at % 16] + given[at // 16 % 18] + given[at * 7 % 18]


def minutes(paragraphs: int) -> MinutesPaper:
    """Minutes of that many paragraphs under heads, ten to a head."""
    number = next(_numbers)
    texts = [f"议项{number}，{text}" for text in islice(cycle(_texts()), paragraphs)]
    return MinutesPaper(
        unit=UNIT,
        title="和顺村协商议事会纪要",
        mark="和顺村协商议事会纪要",
        number="〔2026〕3号",
        issued_on=DAY,
        when=WHEN,
        place=PLACE,
        chair="李建国",
        recorder="王小梅",
        convenors=(SealLine(rank="第一召集人", name="李建国", confirmed_on=DAY),),
        sections=tuple(
            MinutesSection(heading=f"第{at // 10 + 1}项", text="\n".join(texts[at : at + 10]))
            for at in range(0, paragraphs, 10)
        ),
        attendance=(),
    )


@cache
def _texts() -> tuple[str, ...]:
    matters = json.loads(resources.path("practice", "matters.json").read_text("utf-8"))["matters"]
    return tuple(
        text.replace("{group}", "三组")
        for matter in matters
        for text in (
            matter["background"],
            matter["research"]["findings"],
            *(opinion["text"] for opinion in matter["opinions"]),
        )
    )


def lines_of(paper: NoticePaper | MinutesPaper) -> list[str]:
    """The same words as plain paragraphs, for programs that know no forms."""
    if isinstance(paper, NoticePaper):
        return [
            "、".join(paper.addressees) + "：",
            f"定于{paper.when}在{paper.place}召开协商议事会议，由{paper.chair}主持。",
            *paper.topics,
            *paper.requests,
            f"联系人：{paper.contact}，电话：{paper.contact_phone}",
            paper.signer,
            "2026年11月22日",
        ]
    return [
        text for section in paper.sections for text in (section.heading, *section.text.split("\n"))
    ]

"""手工记录表, with invented people."""

from __future__ import annotations

from tests.printing.samples import HARD_NAMES
from tests.printing.samples_hall import DAY, PLACE, WHEN
from xieshang_desktop.domain.documents import HandItem, HandRecord, HandSpeaker, HandTopic

HAND_RECORD = HandRecord(
    unit="槐树湾村民委员会",
    title="槐树湾村2026年第三次协商议事会手工记录表",
    issued_on=DAY,
    meeting="槐树湾村2026年第三次协商议事会",
    when=WHEN,
    place=PLACE,
    chair="尉迟建国",
    recorder="王小梅",
    printed="2026年11月28日10:05，实到37人",
    agenda=(
        HandItem(
            title="通报上一次协商事项办理情况",
            way="情况通报",
            state="议过",
            began="09:00",
            ended="09:12",
        ),
        HandItem(
            title="三组、五组之间的村道硬化及排水沟修缮方案",
            way="交流讨论",
            minutes="50分钟",
            state="正在议",
            began="09:12",
        ),
        HandItem(title="村口“老槐树”广场夜间照明与停车秩序", way="交流讨论", minutes="40分钟"),
    ),
    speakers=tuple(HandSpeaker(name=name, group="第十二村民小组", item="2") for name in HARD_NAMES),
    topics=(
        HandTopic(
            number="2",
            topic="三组、五组之间的村道硬化及排水沟修缮方案",
            agreed=("路宽3.5米，两侧有排水沟",),
            open_points=("过路的3户出不出工",),
            known=("报奖补，村民委员会，2026年12月20日前",),
        ),
        HandTopic(number="3", topic="村口“老槐树”广场夜间照明与停车秩序"),
    ),
)

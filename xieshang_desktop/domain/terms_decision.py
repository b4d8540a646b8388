"""The official terms of meetings that decide: bodies, ways of voting, choices, shares."""

from __future__ import annotations

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.terms import Term


class DecisionBody(Term):
    """Who decides by the law (rules 2.1, 2.3); a consultation never does."""

    VILLAGERS = "villagers", N_("村民会议")
    VILLAGE_REPRESENTATIVES = "village_representatives", N_("村民代表会议")
    VILLAGE_GROUP = "village_group", N_("村民小组会议")
    RESIDENTS = "residents", N_("居民会议")
    RESIDENT_REPRESENTATIVES = "resident_representatives", N_("居民代表会议")
    COLLECTIVE_MEMBERS = "collective_members", N_("农村集体经济组织成员大会")
    COLLECTIVE_REPRESENTATIVES = "collective_representatives", N_("农村集体经济组织成员代表大会")
    PARTY_MEMBERS = "party_members", N_("党员大会")


class Counting(Term):
    """Who is counted: each entitled person, or each household by its representative."""

    PEOPLE = "people", N_("按人")
    HOUSEHOLDS = "households", N_("按户")

    @property
    def measure(self) -> str:
        """The measure word on papers: 48人, 120户."""
        return "户" if self is Counting.HOUSEHOLDS else "人"


class DecisionState(Term):
    """A meeting that decides before, during and after."""

    PLANNED = "planned", N_("准备中")
    OPEN = "open", N_("进行中")
    CLOSED = "closed", N_("待归档")
    SEALED = "sealed", N_("已归档")
    CANCELLED = "cancelled", N_("已取消")


class VotingWay(Term):
    """How a vote is taken."""

    HANDS = "hands", N_("举手表决")
    ROLL_CALL = "roll_call", N_("唱名表决")
    BALLOT = "ballot", N_("无记名投票")


class PresenceWay(Term):
    """How somebody takes part: who cannot come to a members' meeting of the collective economy may
    do so online, or by a written proxy (law of 2024, art. 27)."""

    ROOM = "room", N_("现场参加")
    ONLINE = "online", N_("线上参加")
    PROXY = "proxy", N_("书面委托")


class Choice(Term):
    """What somebody votes."""

    AGREE = "agree", N_("同意")
    DISAGREE = "disagree", N_("不同意")
    ABSTAIN = "abstain", N_("弃权")


class Share(Term):
    """A part of a number as laws say it. 以上 includes the number itself, 过半数 is more than half
    (民法典 art. 1259)."""

    MAJORITY = "majority", N_("过半数")
    HALF = "half", N_("半数以上")
    THIRD = "third", N_("三分之一以上")
    TWO_THIRDS = "two_thirds", N_("三分之二以上")
    FOUR_FIFTHS = "four_fifths", N_("五分之四以上")


class Whole(Term):
    """Of whom a share must agree."""

    PRESENT = "present", N_("到会人员")
    ENTITLED = "entitled", N_("全体人员")


class Entitlement(Term):
    """Who may vote in a body."""

    ADULTS = "adults", N_("十八周岁以上的人员")
    ASSEMBLY = "assembly", N_("组成人员：委员会成员和代表")
    MEMBERS = "members", N_("具有完全民事行为能力的成员")
    DELEGATES = "delegates", N_("成员代表")
    PARTY_MEMBERS = "party_members", N_("有表决权的党员")


class Electorate(Term):
    """Of whom a share must agree, in the words of papers."""

    PRESENT = "present", N_("到会人员")
    ASSEMBLY = "assembly", N_("全体组成人员")
    MEMBERS = "members", N_("全体成员")
    DELEGATES = "delegates", N_("全体成员代表")
    ALL = "all", N_("全体人员")


class DecisionPaper(Term):
    """What of a decision is made public (两公开)."""

    DECISION = "decision", N_("决议公开")
    DONE = "done", N_("实施结果公开")


class DecisionStep(Term):
    """The four steps of 四议两公开, and the two publications."""

    PROPOSED = "proposed", N_("村党组织提议")
    COMMITTEES = "committees", N_("村“两委”商议")
    PARTY_MEMBERS = "party_members", N_("党员大会审议")
    DECISION = "decision", N_("会议决议")

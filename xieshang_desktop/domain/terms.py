"""The official terms that papers and screens share, one enumeration each.

`official` is the Chinese term that papers print; `words` is the term in the screen's language.
"""

from __future__ import annotations

from enum import StrEnum
from gettext import gettext

from xieshang_desktop.domain import N_


class Term(StrEnum):
    """A stored code with its official Chinese term."""

    official: str

    def __new__(cls, code: str, official: str = "") -> Term:
        """Make a member from its stored code and its term."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.official = official
        return member

    @property
    def words(self) -> str:
        """The term in the language of the screen."""
        return gettext(self.official)


class Platform(Term):
    """The five kinds of platform (S1-03)."""

    TOWN = "town", N_("镇（街道）")
    PARK = "park", N_("园区")
    VILLAGE = "village", N_("村（社区）")
    SECTOR = "sector", N_("界别")
    ENTERPRISE = "enterprise", N_("企事业单位")


class Body(Term):
    """Which law of self-government applies."""

    VILLAGE = "village", N_("村民委员会")
    COMMUNITY = "community", N_("居民委员会")


class Rank(Term):
    """The two convenors (S1-02, N17)."""

    FIRST = "first", N_("第一召集人")
    SECOND = "second", N_("第二召集人")


class Sex(Term):
    """GB/T 2261.1."""

    UNKNOWN = "0", N_("未知")
    MALE = "1", N_("男")
    FEMALE = "2", N_("女")


class Role(Term):
    """What a person is in public life (S4-08, VCL arts. 29, 37)."""

    COUNCIL_MEMBER = "council_member", N_("议事会成员")
    VILLAGE_REPRESENTATIVE = "village_representative", N_("村民代表")
    GROUP_LEADER = "group_leader", N_("村民小组长")
    PARTY_DELEGATE = "party_delegate", N_("党代表")
    PEOPLES_DEPUTY = "peoples_deputy", N_("人大代表")
    CPPCC_MEMBER = "cppcc_member", N_("政协委员")
    SUPERVISION_MEMBER = "supervision_member", N_("村务监督委员会成员")
    COMMITTEE_MEMBER = "committee_member", N_("村“两委”成员")
    OLD_PARTY_MEMBER = "old_party_member", N_("老党员")
    OLD_CADRE = "old_cadre", N_("老干部")
    MASS_ORGANISATION = "mass_organisation", N_("群团组织负责人")
    SOCIAL_WORKER = "social_worker", N_("社会工作者")
    GRID_WORKER = "grid_worker", N_("网格员")
    DEPARTMENT_STAFF = "department_staff", N_("职能部门人员")
    THIRD_PARTY = "third_party", N_("第三方人员")


class Part(Term):
    """As what somebody takes part in a consultation (S4-05, S1-27, VCL art. 33)."""

    COUNCIL = "council", N_("议事会成员")
    STAKEHOLDER = "stakeholder", N_("利益相关方")
    REPRESENTATIVE = "representative", N_("村民代表")
    DEPARTMENT = "department", N_("职能部门")
    THIRD_PARTY = "third_party", N_("第三方")
    SUPERVISION = "supervision", N_("村务监督委员会")
    OBSERVER = "observer", N_("列席")


class TopicSource(Term):
    """The four topic sources (S1-08)."""

    PARTY_GOVERNMENT = "party_government", N_("党政点题")
    MEMBER = "member", N_("委员荐题")
    VILLAGERS = "villagers", N_("群众出题")
    GRID = "grid", N_("网格筛题")


class TopicClass(Term):
    """The three classes of content (S1-07)."""

    IMPORTANT = "important", N_("党政工作要事")
    LIVELIHOOD = "livelihood", N_("民生改善实事")
    GOVERNANCE = "governance", N_("社会治理难事")


class Scope(Term):
    """How far a topic reaches (S4-07)."""

    GROUP = "group", N_("一个组")
    SEVERAL_GROUPS = "several_groups", N_("几个组")
    VILLAGE = "village", N_("全村")
    SEVERAL_VILLAGES = "several_villages", N_("几个村")


class Complexity(Term):
    """How difficult a topic is (S4-07)."""

    SIMPLE = "simple", N_("简单")
    ORDINARY = "ordinary", N_("一般")
    COMPLEX = "complex", N_("复杂")


class TopicState(Term):
    """Where a topic stands before and after the five steps."""

    COLLECTED = "collected", N_("待筛选")
    ACCEPTED = "accepted", N_("协商中")
    REFUSED = "refused", N_("不列入")
    MERGED = "merged", N_("已合并")
    CLOSED = "closed", N_("已办结")


class NotOpen(Term):
    """Why a matter is not open to consultation (S4-21)."""

    LITIGATION = "litigation", N_("涉法涉诉")
    SECRET = "secret", N_("涉及秘密")
    PRIVATE_DISPUTE = "private_dispute", N_("属个人纠纷，应当调解")
    NOT_OURS = "not_ours", N_("不属本村（社区）事务")
    SETTLED_BY_POLICY = "settled_by_policy", N_("已有明确政策规定")
    OTHER = "other", N_("其他")


class StepKind(Term):
    """The five steps (S4-02)."""

    TOPIC = "topic", N_("确立议题")
    PARTICIPANTS = "participants", N_("确定主体")
    RESEARCH = "research", N_("专题调研")
    DISCUSSION = "discussion", N_("组织协商")
    PUBLICITY = "publicity", N_("公示结果")


class Form(Term):
    """Forms of consultation (S4-10)."""

    MEETING = "meeting", N_("会议协商")
    COURTYARD = "courtyard", N_("院坝协商")
    SQUARE = "square", N_("广场协商")
    WRITTEN = "written", N_("书面协商")
    ONLINE = "online", N_("网络协商")
    SMART = "smart", N_("智慧政协")
    SUPERVISION = "supervision", N_("民主监督")


class Venue(Term):
    """Kinds of venue (S1-29)."""

    ROOM = "room", N_("协商议事室")
    HALL = "hall", N_("会议室")
    FIELD = "field", N_("田间地头")
    LANE = "lane", N_("村头巷尾")
    TREE = "tree", N_("大树底下")
    TRELLIS = "trellis", N_("葡萄架下")
    COURTYARD = "courtyard", N_("农家院坝")
    SQUARE = "square", N_("文化广场")
    DOOR_TO_DOOR = "door_to_door", N_("流动协商")


class ConsultationKind(Term):
    """Kinds of consultation (S4-32, S0-05, S0-06)."""

    ORDINARY = "ordinary", N_("日常协商")
    SPECIAL = "special", N_("专题协商")
    SECTOR = "sector", N_("界别协商")
    COUNTERPART = "counterpart", N_("对口协商")
    JOINT = "joint", N_("联合协商")
    THEME = "theme", N_("主题协商")


class MeetingState(Term):
    """A meeting before, during and after."""

    PLANNED = "planned", N_("准备中")
    OPEN = "open", N_("进行中")
    ADJOURNED = "adjourned", N_("休会")
    CLOSED = "closed", N_("待纪要")
    SEALED = "sealed", N_("已归档")
    CANCELLED = "cancelled", N_("已取消")


class ItemKind(Term):
    """Kinds of agenda item (S2-10, S1-37)."""

    DISCUSSION = "discussion", N_("交流讨论")
    BRIEFING = "briefing", N_("情况通报")
    ADVICE = "advice", N_("议政建言")
    LECTURE = "lecture", N_("政策宣讲")
    REPORT = "report", N_("工作报告")


class AttendanceState(Term):
    """How somebody is present, or why not."""

    PRESENT = "present", N_("出席")
    OBSERVING = "observing", N_("列席")
    VISITING = "visiting", N_("旁听")
    EXCUSED = "excused", N_("请假")
    ABSENT = "absent", N_("缺席")


class PointKind(Term):
    """Points all accept, kept apart from points still disputed (S4-38)."""

    AGREED = "agreed", N_("达成一致")
    OPEN = "open", N_("仍需商量")


class MinutesState(Term):
    """Minutes before and after both convenors confirmed them."""

    DRAFT = "draft", N_("草稿")
    SEALED = "sealed", N_("已确认")


class OutcomeKind(Term):
    """The three routes (S4-16, N14)."""

    CONSENSUS = "consensus", N_("达成共识")
    CONTINUE = "continue", N_("持续协商")
    SUBMIT = "submit", N_("提交上级")


class TaskState(Term):
    """Whether what was promised is done."""

    OPEN = "open", N_("办理中")
    DONE = "done", N_("已办结")


class NoticeKind(Term):
    """Kinds of public paper (rules: 公示 is practice, not one of the 15 document kinds)."""

    MEETING = "meeting", N_("会议通知")
    RESULT = "result", N_("结果公示")
    IMPLEMENTATION = "implementation", N_("落实情况公示")


class MarketRule(Term):
    """By what the market days of a place are told."""

    NONE = "none", N_("没有集市")
    LUNAR = "lunar", N_("按农历日子")
    CIVIL = "civil", N_("按公历日子")
    WEEKDAY = "weekday", N_("按星期")


class NoteChannel(Term):
    """How something was told (S3-04: the ways for opinions are open and known)."""

    VISIT = "visit", N_("走访")
    RECEPTION = "reception", N_("来访")
    TELEPHONE = "telephone", N_("电话")
    BOX = "box", N_("意见箱")
    MEETING = "meeting", N_("会上提出")
    ONLINE = "online", N_("网络留言")


class UnitKind(Term):
    """Who sits at this desk."""

    ROOM = "room", N_("协商议事室")
    TOWNSHIP = "township", N_("乡镇（街道）")


class VillageState(Term):
    """Where a village stands with its township."""

    INVITED = "invited", N_("已邀请")
    ENROLLED = "enrolled", N_("已登记")
    KEPT = "kept", N_("乡镇代管")
    LEFT = "left", N_("已停用")


class DirectiveKind(Term):
    """What a township sends down (S4-26, S4-27, S1-08)."""

    TOPIC = "topic", N_("党政点题")
    LETTER = "letter", N_("督办函")
    PROFILE = "profile", N_("议事规则")
    FORMS = "forms", N_("文书格式")
    TEXT = "text", N_("文件资料")


class Sharing(Term):
    """How much of one kind of record leaves the village (PIPL art. 6)."""

    WHOLE = "whole", N_("全部交")
    RECORD = "record", N_("不交个人信息")
    HASH = "hash", N_("留在村里")


class Carrier(Term):
    """How a bundle went or came."""

    STICK = "stick", N_("U盘")
    FOLDER = "folder", N_("文件夹")
    NETWORK = "network", N_("网络")


class ArrivalState(Term):
    """What became of a bundle that came in."""

    TAKEN = "taken", N_("已收下")
    KNOWN = "known", N_("以前收过")
    REFUSED = "refused", N_("没有收下")


class Stance(Term):
    """Where somebody stands on a matter, as said in the hall (罗伯特规则南塘试验: say it first)."""

    UNSAID = "unsaid", N_("未表态")
    FOR = "for", N_("支持")
    WORRIED = "worried", N_("有顾虑")
    AGAINST = "against", N_("不赞成")


class SignatureWay(Term):
    """How somebody signed (N2)."""

    STROKES = "strokes", N_("手写签名")
    PAPER = "paper", N_("在纸上签名")
    FINGERPRINT = "fingerprint", N_("在纸上按手印")


class StatementWay(Term):
    """How somebody who did not sit in the room told an opinion (N13, S4-10)."""

    TELEPHONE = "telephone", N_("电话")
    WECHAT = "wechat", N_("微信")
    SLIP = "slip", N_("意见表")
    LETTER = "letter", N_("来信")
    ONLINE = "online", N_("网络")
    VISIT = "visit", N_("上门")


class ConfirmationWay(Term):
    """How a convenor confirmed the minutes (N17)."""

    SCREEN = "screen", N_("本人确认")
    PIN = "pin", N_("口令确认")
    PAPER = "paper", N_("纸质签名")


class Clarity(Term):
    """The five clarities (S0-20): what true consultation 真协商 shows itself by."""

    THEME = "theme", N_("主题更明确")
    PROCEDURE = "procedure", N_("程序更清晰")
    COURSE = "course", N_("过程更合理")
    DUTY = "duty", N_("责任更具体")
    RESULT = "result", N_("结果更明显")

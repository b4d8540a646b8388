"""Where on a paper something was found, in words."""

from __future__ import annotations

from gettext import gettext

from xieshang_desktop.domain import N_

#: The fields of papers as people call them; what is not named belongs to what is around it.
_FIELDS = {
    "addressees": N_("主送"),
    "agreed": N_("达成一致"),
    "attendance": N_("到会情况"),
    "audience": N_("告知对象"),
    "basis": N_("依据"),
    "caption": N_("照片说明"),
    "carried_out": N_("办理情况"),
    "chair": N_("主持人"),
    "contact": N_("联系人"),
    "contact_phone": N_("办公电话"),
    "convenors": N_("召集人"),
    "corrections": N_("更正"),
    "deeds": N_("办理情况"),
    "effect": N_("成效"),
    "feedback": N_("反馈情况"),
    "group": N_("村民小组"),
    "heading": N_("小标题"),
    "mark": N_("发文机关标志"),
    "measures": N_("措施"),
    "members": N_("议事会成员"),
    "meeting": N_("协商会议"),
    "name": N_("文件名"),
    "number": N_("编号"),
    "objections": N_("反映意见的途径"),
    "official_phone": N_("办公电话"),
    "open_points": N_("仍需商量"),
    "organisation": N_("单位"),
    "outcome": N_("协商结果"),
    "people": N_("人员"),
    "person": N_("人员"),
    "photos": N_("照片"),
    "place": N_("地点"),
    "progress": N_("进展"),
    "reason": N_("理由"),
    "recorder": N_("记录人"),
    "reply": N_("上级的答复"),
    "requests": N_("有关事项"),
    "result": N_("协商结果"),
    "rows": N_("表格"),
    "satisfaction": N_("满意情况"),
    "sections": N_("正文"),
    "signer": N_("署名"),
    "skipped": N_("跳过的步骤"),
    "supervision": N_("监督"),
    "title": N_("标题"),
    "topic": N_("议题"),
    "topics": N_("议题"),
    "unit": N_("单位"),
    "when": N_("时间"),
    "who": N_("责任人"),
}


def place_words(field: str) -> str:
    """`measures.0.who` → 措施第1项 责任人."""
    said: list[str] = []
    for name in field.split("."):
        if name.isdecimal():
            number = gettext("第{0}项").format(int(name) + 1)
            said[-1:] = [(said[-1] if said else "") + number]
        elif name in _FIELDS and not (name == "name" and said):
            said.append(gettext(_FIELDS[name]))
    return " ".join(said) or gettext("正文")

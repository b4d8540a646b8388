"""Sentences for the unit, its convenors and the settings."""

from __future__ import annotations

from xieshang_desktop.domain import N_

UNIT: dict[str, tuple[str, str]] = {
    "convenor_name_missing": (N_("还没有写新召集人的姓名。"), N_("写上姓名再换。")),
    "convenor_day_wrong": (
        N_("接任的日子不对：{name}是{since}上任的。"),
        N_("请写这以后的日子。"),
    ),
    "convenors_named_alike": (
        N_("两位召集人要是两个人，这里写的都是{name}。"),
        N_(
            "第二位还没有定，就空着。真是同名的两个人，也先空着："
            "名册里有了他们俩，再到设置里补，各写各的职务。"
        ),
    ),
    "convenor_same": (N_("{name}已经是{rank}。"), N_("不用换。")),
    "township_name_missing": (
        N_("还没有写乡镇（街道）和机构的名称。"),
        N_("两样都写上，例如：柳河镇，柳河镇协商议事推进办公室。"),
    ),
    "township_nothing_there": (
        N_("这里没有协商包：{folder}"),
        N_("看看是不是插错了U盘，或者选错了文件夹。协商包的文件名以 XS1 开头。"),
    ),
    "township_stick_pulled": (
        N_("U盘拔掉了，什么都没有收：{name}"),
        N_("把它插回去，认出来以后再点“全部收下”。"),
    ),
    "certificate_wrong": (
        N_("这不是证书文件：{file}"),
        N_("请向管服务器的人要 PEM 格式的证书，里面写着 BEGIN CERTIFICATE。"),
    ),
    "clerk_name_missing": (
        N_("还没有写经办人的姓名。"),
        N_("写上姓名：收件、退回、下发都记着是谁办的。"),
    ),
    "official_phone_wrong": (
        N_("办公电话里只能写电话号码。"),
        N_(
            "这里的号码会原样印在文书上。例如：0990-2000128；几个号码用“、”隔开。姓名和别的话不要写在这里。"
        ),
    ),
    "practice_open": (
        N_("练习村的窗口还开着。"),
        N_("请先关掉练习村的窗口，再把它丢掉。"),
    ),
    "program_not_started": (
        N_("练习村的窗口没有打开。"),
        N_("请在终端里运行 xieshang --data {folder}"),
    ),
    "setting_not_saved": (
        N_("这项设置没有存上：{file}"),
        N_("请检查磁盘有没有空间、文件夹能不能写。"),
    ),
    "market_day_wrong": (
        N_("集日里没有逢{day}这一天。"),
        N_("按日子的逢一到逢十，按星期的周一到周日，请重新选。"),
    ),
    "busy_season_nameless": (N_("这个农忙还没有名称。"), N_("例如：夏收夏种。")),
    "busy_season_day_wrong": (
        N_("没有{month}月{day}日这一天。"),
        N_("请把农忙的起止日子改对。"),
    ),
}

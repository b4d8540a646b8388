"""A village and its township: joining, the fingerprint, slips, keys, the line of the network."""

from __future__ import annotations

from xieshang_desktop.domain import N_

ENROLMENT: dict[str, tuple[str, str]] = {
    "records_of_others": (
        N_("这是村里交来的记录，在这里只能看。"),
        N_("要改，请退回给村里，写明原因。"),
    ),
    "not_township": (
        N_("“{name}”不是乡镇（街道），不能收村里的协商包。"),
        N_("请在乡镇的电脑上做。"),
    ),
    "invitation_for_other": (
        N_("这份邀请是给“{name}”的，不是给本村的。"),
        N_("请向乡镇要本村的邀请。换了电脑又没有备份的，请乡镇当作新的村邀请。"),
    ),
    "invitation_own": (N_("这是本单位自己写的邀请。"), N_("请把它交给村里打开。")),
    "township_joined": (
        N_("本村已经登记在“{name}”。"),
        N_("换乡镇之前，先在交换页退出原来的。"),
    ),
    "township_none": (N_("本村还没有加入乡镇。"), N_("请先打开乡镇给的邀请。")),
    "township_untrusted": (
        N_("还没有和“{name}”核对指纹，先不收它的回执和来文。"),
        N_("打电话把指纹念一遍，对上了再收一次。"),
    ),
    "fingerprint_differs": (
        N_("指纹对不上，没有确认。"),
        N_("请从头再念一遍；还是不一样，就不要确认，当面核对。"),
    ),
    "sharing_unknown": (N_("这一类记录不能这样选。"), N_("请在列出的几种里选。")),
    "slip_wrong": (
        N_("凭条号码不对：应当是 12 位数字，现在是 {found} 位，或者有一位打错了。"),
        N_("请照凭条再打一遍。"),
    ),
    "slip_unknown": (
        N_("这个凭条号码和本村写出的协商包都对不上。"),
        N_("请看清是不是本村的凭条；不行就等乡镇的回执。"),
    ),
    "line_open": (N_("正在写的这条线不能关闭。"), N_("只能关闭另一台电脑的旧线。")),
    "address_wrong": (
        N_("网络地址不对：{address}"),
        N_("地址以 https:// 开头，照乡镇给的填写。"),
    ),
    "network_none": (N_("还没有填乡镇的网络地址。"), N_("没有网络也行：用U盘交换。")),
    "folder_not_empty": (N_("文件夹里已经有东西：{folder}"), N_("请换一个空的文件夹。")),
    "village_name_missing": (N_("还没有写村（社区）的名称。"), N_("写全称，比如“柳溪村”。")),
    "village_key_taken": (
        N_("“{name}”的钥匙和别的村用了同一个编号，不能登记。"),
        N_("请村里换一把新钥匙，再写一次应答。"),
    ),
    "village_is_ours": (
        N_("“{name}”的应答用的是这里自己的编号，不能登记。"),
        N_("请不理这份应答，打电话问清是谁写的。"),
    ),
    "invitation_unknown": (
        N_("“{name}”的应答不是应这里的邀请写的，不能确认。"),
        N_("请给这个村另写一份邀请。"),
    ),
    "invitation_used": (
        N_("这份邀请是“{name}”的，它已经用过或者停用，别的村不能再用。"),
        N_("请给这个村另写一份邀请。"),
    ),
    "number_taken": (
        N_("第 {number} 条以后的记录已经收进来，到第 {last} 条为止。"),
        N_("作废钥匙只管以后交来的；已经收的有不认的，请逐条退回。"),
    ),
    "number_wrong": (
        N_("没有第 {number} 条记录，最后一条是第 {last} 条。"),
        N_("请填一个已经收到的号。"),
    ),
}

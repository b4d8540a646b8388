"""Sentences for whole bundles that do not follow on what the reader has (format §8, step 9)."""

from __future__ import annotations

from xieshang_desktop.domain import N_

BUNDLES: dict[str, tuple[str, str]] = {
    "bundle_addressee_other": (
        N_("这个协商包不是交给这里的，是 {name} 写给别处的。"),
        N_("请把它交给该收的单位。"),
    ),
    "bundle_unit_unknown": (
        N_("{name} 还没有和这里接上。"),
        N_("请先邀请这个村，核对指纹以后再收。包已经放在一边，确认以后自动收进来。"),
    ),
    "bundle_gap": (
        N_("中间缺了一段：等着第 {wanted} 条，这个包从第 {found} 条开始。"),
        N_("请村里再交一次。这个包已经放在一边，缺的到了自动收进来。"),
    ),
    "bundle_line_forked": (
        N_("这个包和以前收的对不上：第 {number} 条不是同一条。"),
        N_("可能是村里用旧备份接着记了，也可能被人改过。请打电话问清楚，两边的记录都留着。"),
    ),
    "bundle_key_withdrawn": (
        N_("签这个包的钥匙已经作废，只认到第 {number} 条。"),
        N_("请村里换新钥匙重新写。包已经放在一边，由经办人核对后处理。"),
    ),
    "bundle_message_old": (
        N_("这是旧的（第 {number} 号），已经收过较新的（第 {newest} 号）。"),
        N_("不用管它，以新的为准。"),
    ),
}

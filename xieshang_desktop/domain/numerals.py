"""Chinese numerals, as official papers and the hall count."""

from __future__ import annotations


def chinese_number(number: int) -> str:
    """1 … 99 as heads are numbered (GB/T 9704 clause 7.3.3): 一, 十, 二十一."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return (
        ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    )

"""Bytes in words."""

from __future__ import annotations


def size_words(size: int) -> str:
    """Bytes as people know them from sticks (1 GB = 10^9)."""
    if size >= 10**9:
        return f"{size / 10**9:.1f} GB"
    return f"{size // 10**6} MB"

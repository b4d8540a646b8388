"""What kind of sound file it is, and how long it lasts where the file says so at its ends."""

from __future__ import annotations

import struct
import wave
from pathlib import Path
from typing import BinaryIO, Final

#: Kinds that are taken: their beginnings (at which byte, which bytes), by the end of the name.
_BEGINNINGS: Final = {
    ".mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"), (0, b"\xff\xfa")),
    ".m4a": ((4, b"ftyp"),),
    ".wav": ((8, b"WAVE"),),
    ".ogg": ((0, b"OggS"),),
    ".amr": ((0, b"#!AMR"),),
    ".aac": ((0, b"\xff\xf1"), (0, b"\xff\xf9"), (0, b"ADIF"), (0, b"ID3")),
}
MEDIA_TYPES: Final = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".amr": "audio/amr",
    ".aac": "audio/aac",
}
_TAIL: Final = 64 << 10  # an Ogg page is never longer


def is_sound(path: Path, beginning: bytes) -> bool:
    """Whether a file is what the end of its name says, by its first bytes."""
    known = _BEGINNINGS.get(path.suffix.lower(), ())
    return any(beginning[at : at + len(mark)] == mark for at, mark in known)


def seconds_of(path: Path) -> int | None:
    """How long a WAV, M4A or Ogg file lasts, rounded down; None for other kinds, which say it only
    to who reads them whole, and for damaged ones. Raises OSError."""
    try:
        with path.open("rb") as stream:
            if path.suffix.lower() == ".wav":
                return _of_wav(stream)
            if path.suffix.lower() == ".m4a":
                return _of_m4a(stream)
            if path.suffix.lower() == ".ogg":
                return _of_ogg(stream)
    except (ValueError, EOFError, struct.error, wave.Error, ZeroDivisionError):
        return None
    return None


def _of_wav(stream: BinaryIO) -> int:
    with wave.open(stream) as sound:
        return int(sound.getnframes() // sound.getframerate())


def _of_m4a(stream: BinaryIO) -> int | None:
    """From the movie header `mvhd` within `moov` (ISO/IEC 14496-12 §8.2.2)."""
    wanted = [b"moov", b"mvhd"]
    while head := stream.read(8):
        size, kind = struct.unpack(">I4s", head)
        body = size - 8
        if size == 1:
            body = struct.unpack(">Q", stream.read(8))[0] - 16
        if kind != wanted[0]:
            if body < 0:  # up to the end of the file, or damaged
                return None
            stream.seek(body, 1)
            continue
        wanted.pop(0)
        if not wanted:
            long = stream.read(4)[0] == 1
            stream.seek(16 if long else 8, 1)
            scale, length = struct.unpack(">IQ" if long else ">II", stream.read(12 if long else 8))
            return int(length // scale)
    return None


def _of_ogg(stream: BinaryIO) -> int | None:
    """The place of the last page, by the rate of the stream (RFC 3533 §6; Opus counts 48 kHz)."""
    head = stream.read(256)
    vorbis = head.find(b"\x01vorbis")
    if b"OpusHead" in head:
        rate = 48_000
    elif vorbis >= 0:
        rate = struct.unpack_from("<I", head, vorbis + 12)[0]
    else:
        return None
    stream.seek(max(0, stream.seek(0, 2) - _TAIL))
    tail = stream.read()
    last = tail.rfind(b"OggS")
    if last < 0:
        return None
    place = struct.unpack_from("<q", tail, last + 6)[0]
    return int(place // rate) if place > 0 else None

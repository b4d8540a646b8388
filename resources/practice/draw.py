"""Draws the pictures of the practice village (a tool of the checks, not of the program).

    .venv/bin/python resources/practice/draw.py

They are drawings and are called so (示意图): the village is made up, and there is nothing to take
a photo of.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).with_name("pictures")
WIDTH, HEIGHT = 960, 720
#: Where the sky ends.
SKYLINE = 300

Pen = ImageDraw.ImageDraw
Colour = tuple[int, int, int]

_GRASS, _EARTH, _CONCRETE = (126, 158, 84), (150, 116, 78), (196, 196, 190)
_WATER, _MUD, _STONE = (120, 152, 168), (104, 84, 58), (168, 164, 156)


def _land(sky: Colour, field: Colour) -> Image.Image:
    """Sky, far hills and fields."""
    image = Image.new("RGB", (WIDTH, HEIGHT), field)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, SKYLINE), fill=sky)
    hill = tuple((a + b) // 2 for a, b in zip(sky, field, strict=True))
    for left, right, top in ((-160, 430, 215), (280, 800, 190), (640, 1180, 230)):
        pen.polygon(((left, SKYLINE), ((left + right) // 2, top), (right, SKYLINE)), fill=hill)
    return image


def _way(pen: Pen, colour: Colour, near: int, far: int) -> None:
    """A road or a ditch that leads away, `near` and `far` pixels wide to each side."""
    middle = WIDTH // 2
    pen.polygon(
        (
            *((middle - far, SKYLINE), (middle + far, SKYLINE)),
            *((middle + near, HEIGHT), (middle - near, HEIGHT)),
        ),
        fill=colour,
    )


def _blots(pen: Pen, chance: random.Random, colour: Colour, count: int, near: int) -> None:
    """Puddles or heaps that grow towards the viewer."""
    for _number in range(count):
        depth = chance.random()
        y = SKYLINE + 30 + depth * (HEIGHT - SKYLINE - 80)
        x = WIDTH / 2 + (chance.random() - 0.5) * near * (0.2 + depth * 1.2)
        wide, high = 14 + depth * 80, 4 + depth * 20
        pen.ellipse((x - wide, y - high, x + wide, y + high), fill=colour)


def road_before(chance: random.Random) -> Image.Image:
    """An earthen road with puddles."""
    image = _land((186, 198, 206), _GRASS)
    pen = ImageDraw.Draw(image)
    _way(pen, _EARTH, 330, 26)
    _blots(pen, chance, _MUD, 9, 480)
    _blots(pen, chance, _WATER, 7, 420)
    return image


def road_after(_chance: random.Random) -> Image.Image:
    """The same road in concrete, with its joints."""
    image = _land((176, 208, 232), _GRASS)
    pen = ImageDraw.Draw(image)
    _way(pen, _EARTH, 366, 30)
    _way(pen, _CONCRETE, 320, 25)
    for number in range(1, 9):
        depth = (number / 8) ** 2
        y = SKYLINE + depth * (HEIGHT - SKYLINE)
        half = 25 + depth * 295
        pen.line((WIDTH / 2 - half, y, WIDTH / 2 + half, y), fill=(160, 160, 154), width=3)
    return image


def ditch_before(chance: random.Random) -> Image.Image:
    """A ditch full of mud and reeds."""
    image = _land((186, 198, 206), _GRASS)
    pen = ImageDraw.Draw(image)
    _way(pen, _MUD, 210, 18)
    _blots(pen, chance, (92, 112, 60), 26, 330)
    _blots(pen, chance, (86, 72, 52), 12, 280)
    return image


def ditch_after(_chance: random.Random) -> Image.Image:
    """The same ditch, clear and lined with stone."""
    image = _land((176, 208, 232), _GRASS)
    pen = ImageDraw.Draw(image)
    _way(pen, _STONE, 250, 22)
    _way(pen, (132, 128, 120), 200, 17)
    _way(pen, _WATER, 150, 13)
    return image


PICTURES: dict[str, Callable[[random.Random], Image.Image]] = {
    "road_hardening-before": road_before,
    "road_hardening-after": road_after,
    "ditch_dredging-before": ditch_before,
    "ditch_dredging-after": ditch_after,
}


def main() -> None:
    """Write every picture anew; the same each time."""
    FOLDER.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        image = draw(random.Random(name))  # noqa: S311 - a drawing, no secret
        image.filter(ImageFilter.GaussianBlur(0.8)).save(FOLDER / f"{name}.jpg", quality=72)


if __name__ == "__main__":
    main()

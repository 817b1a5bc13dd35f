"""Drawn pictures for the tests: a face that nobody has, and the bytes of a picture in a format."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

SKIN, HAIR, GROUND = (225, 190, 165), (50, 40, 35), (70, 80, 90)


def face() -> Image.Image:
    """Return a head of 400 x 480 pixels that a cascade takes for one."""
    image = Image.new("RGB", (400, 480), GROUND)
    pen = ImageDraw.Draw(image)
    pen.ellipse((90, 60, 310, 400), fill=SKIN)
    pen.pieslice((85, 50, 315, 330), 180, 360, fill=HAIR)
    pen.ellipse((100, 110, 300, 390), fill=SKIN)
    for x in (150, 250):
        pen.ellipse((x - 38, 190, x + 38, 232), fill=(170, 130, 110))
        pen.rectangle((x - 36, 176, x + 36, 190), fill=(60, 45, 40))
        pen.ellipse((x - 24, 200, x + 24, 226), fill=(245, 245, 245))
        pen.ellipse((x - 12, 200, x + 12, 226), fill=(30, 20, 20))
    pen.polygon([(200, 210), (182, 290), (218, 290)], fill=(240, 210, 188))
    pen.ellipse((178, 282, 222, 302), fill=(190, 145, 125))
    pen.ellipse((155, 325, 245, 350), fill=(150, 70, 70))
    pen.line((155, 337, 245, 337), fill=(80, 30, 30), width=4)
    return image.filter(ImageFilter.GaussianBlur(4))


def portrait() -> Image.Image:
    """Return the head in a picture of 900 x 700 pixels, beside a striped wall."""
    image = Image.new("RGB", (900, 700), GROUND)
    pen = ImageDraw.Draw(image)
    for x in range(520, 900, 40):
        pen.rectangle((x, 0, x + 18, 700), fill=(150, 160, 150))
    image.paste(face(), (80, 140))
    return image


def file(image: Image.Image, form: str, **more: Any) -> bytes:  # noqa: ANN401 - the options of a format
    """Return a picture as the bytes of a file."""
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()

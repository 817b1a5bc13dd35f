"""Pictures: what a file is, the same picture without anything beside it, and a copy in which people are covered.

Of what comes in only the pixels are kept, laid on white, upright and in sRGB: places, names of devices, comments,
profiles and small previews that a camera writes beside them are gone. Equal bytes give equal bytes. A box is filled,
never blurred: a blur can be undone. The machine proposes where a face may be; a person says what is covered.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import puremagic
from PIL import Image, ImageCms, ImageDraw, ImageOps

from nansen.errors import Broken, Rejected

SIZE_MAX = 20_000_000
PIXELS_MAX = 40_000_000
SIDE_MAX = 20_000
BOXES_MAX = 60
GRID = 8  # JPEG encodes blocks of 8 x 8 pixels; a box that ends with a block leaves nothing of what it covers
_KINDS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_BOX = re.compile(r"(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})")
_CASCADES = (("haarcascade_frontalface_alt2.xml", False), ("haarcascade_profileface.xml", False),
             ("haarcascade_profileface.xml", True))  # fmt: skip
_LOOKED_AT = 1_200  # the longer side, in pixels, of the grey copy in which faces are looked for
_FACE_MIN = 24
_MARGIN = 6  # a box is proposed a sixth wider at each side than the face: hair and ears tell who it is
# What Pillow's readers raise over bytes that are none of a picture.
_UNREADABLE = (OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: its bytes, `image/jpeg` or `image/png`, and its size in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle of a picture in whole pixels, from its upper left corner."""

    left: int
    top: int
    width: int
    height: int

    def __post_init__(self) -> None:
        """Refuse a box that begins outside the picture or has no area."""
        if min(self.left, self.top) < 0 or min(self.width, self.height) < 1:
            raise Rejected.because("box", expected="a place in the picture and at least one pixel", found=str(self))

    def __str__(self) -> str:
        """Write it as left,top,width,height."""
        return f"{self.left},{self.top},{self.width},{self.height}"


def take(data: bytes) -> Picture:
    """Return the picture in a file that came in: JPEG, PNG or WebP, still, whole, of at most 20 MB and 40 Mpx.

    A JPEG stays one, with colour at full resolution; PNG and WebP become PNG, or JPEG where that PNG would be larger
    than what may come in. Raises Rejected, saying what was found.
    """
    if not 0 < len(data) <= SIZE_MAX:
        raise _refusal(f"a file of at most {SIZE_MAX // 1_000_000} MB", f"one of {len(data)} bytes")
    media_type = _kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=(_KINDS[media_type],)) as found:
            _still(found)
            found.load()
            image = _plain(found)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refusal(f"at most {PIXELS_MAX // 1_000_000} million pixels", "more") from None
    except _UNREADABLE as error:
        raise _refusal("a whole picture", f"a damaged one ({type(error).__name__})") from None
    kept = _kept(image, "image/jpeg" if media_type == "image/jpeg" else "image/png")
    return kept if len(kept.data) <= SIZE_MAX else _kept(image, "image/jpeg")


def read_back(data: bytes, media_type: str) -> Picture:
    """Return a picture that was kept; Broken where these bytes are none."""
    return Picture(data, media_type, *_opened(data).size)


def faces(picture: Picture) -> tuple[Box, ...]:
    """Propose boxes over what may be faces, from the front and from either side, each with a margin, in reading order.

    Haar cascades of OpenCV (Viola and Jones 2001): they miss faces and find some where there are none. A second or so
    for a large picture.
    """
    import cv2.data  # slow
    import numpy as np  # slow

    image = _opened(picture.data).convert("L")
    image.thumbnail((_LOOKED_AT, _LOOKED_AT))
    grey = cv2.equalizeHist(np.asarray(image))
    found: list[Box] = []
    for name, turned in _CASCADES:
        seen = cv2.CascadeClassifier(f"{cv2.data.haarcascades}{name}").detectMultiScale(
            cv2.flip(grey, 1) if turned else grey, 1.1, 5, minSize=(_FACE_MIN, _FACE_MIN)
        )
        for left, top, width, height in (map(int, one) for one in seen):
            at = image.width - left - width if turned else left
            found.append(_wide(at, top, width, height, scale=picture.width / image.width, within=picture))
    apart = sorted(_apart(found), key=lambda box: (box.top, box.left))
    return tuple(apart[:BOXES_MAX])


def redact(picture: Picture, boxes: Iterable[Box]) -> Picture:
    """Return the picture with every box filled black, widened to whole blocks of 8 pixels; at least one box.

    Raises Rejected for none, for too many, and for a box that begins outside the picture or ends outside it.
    """
    covered = tuple(boxes)
    if not 0 < len(covered) <= BOXES_MAX:
        raise Rejected.because("boxes", expected=f"1 to {BOXES_MAX} boxes", found=str(len(covered)))
    image = _opened(picture.data)
    pen = ImageDraw.Draw(image)
    for box in covered:
        right, bottom = box.left + box.width, box.top + box.height
        if right > picture.width or bottom > picture.height:
            raise Rejected.because("box", expected=f"within {picture.width} x {picture.height}", found=str(box))
        corner = (box.left // GRID * GRID, box.top // GRID * GRID)
        pen.rectangle((corner, (-(-right // GRID) * GRID - 1, -(-bottom // GRID) * GRID - 1)), fill=0)
    return _kept(image, picture.media_type)


def read_boxes(text: str) -> tuple[Box, ...]:
    """Return the boxes in a text `left,top,width,height; ...`; Rejected for another text."""
    found = [_BOX.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    if not all(found):
        raise Rejected.because("boxes", expected="left,top,width,height; ... in whole pixels", found="another text")
    return tuple(Box(*map(int, match.groups())) for match in found if match)


def write_boxes(boxes: Iterable[Box]) -> str:
    """Return boxes as `read_boxes` reads them, in reading order."""
    return "; ".join(str(box) for box in sorted(boxes, key=lambda box: (box.top, box.left)))


def _refusal(expected: str, found: str) -> Rejected:
    return Rejected.because("picture", expected=expected, found=found)


def _kind(data: bytes) -> str:
    try:
        kind = puremagic.from_string(data, mime=True)
    except (puremagic.PureError, ValueError):
        kind = ""
    if kind not in _KINDS:
        raise _refusal("JPEG, PNG or WebP", kind if kind.startswith("image/") else "another kind of file")
    return kind


def _still(found: Image.Image) -> None:
    """Refuse what moves, or is larger than can be held; asked before it is decoded."""
    # A telephone's JPEG may hold a second view of the same moment (MPO): the first is the picture.
    if found.format != "MPO" and getattr(found, "n_frames", 1) > 1:
        raise _refusal("a still picture", "one that moves")
    if found.width * found.height > PIXELS_MAX or max(found.size) > SIDE_MAX:
        raise _refusal(f"at most {PIXELS_MAX // 1_000_000} million pixels", f"{found.width} x {found.height}")


def _plain(found: Image.Image) -> Image.Image:
    """Return nothing but upright sRGB pixels on white; of a profile that cannot be read, the pixels as they are."""
    profile = found.info.get("icc_profile")
    image = ImageOps.exif_transpose(found)
    if image.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits a pixel: the upper eight
        image = image.point(lambda value: value / 256).convert("L")
    clear = image.getchannel("A") if image.mode == "RGBA" else None
    image = image.convert("RGB") if image.mode not in {"RGB", "CMYK", "L"} else image
    image = _srgb(image, profile) if profile else image.convert("RGB")
    if clear is None:
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=clear)
    return ground


def _srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *_UNREADABLE):
        turned = None
    return turned or image.convert("RGB")


def _kept(image: Image.Image, media_type: str) -> Picture:
    """Return these pixels encoded, from a fresh image that carries nothing else."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    out = io.BytesIO()
    if media_type == "image/jpeg":
        bare.save(out, "JPEG", quality=92, subsampling=0, optimize=False)
    else:
        bare.save(out, "PNG", compress_level=6)
    return Picture(out.getvalue(), media_type, *image.size)


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=("JPEG", "PNG")).convert("RGB")
    except _UNREADABLE as error:
        raise Broken("picture: what was kept is no picture any longer") from error


def _wide(left: int, top: int, width: int, height: int, *, scale: float, within: Picture) -> Box:
    """Return a find in the small copy as a box of the picture, with its margin."""
    more, high = width // _MARGIN, height // _MARGIN
    start, up = max(0, int((left - more) * scale)), max(0, int((top - high) * scale))
    right = min(within.width, int((left + width + more) * scale) + 1)
    bottom = min(within.height, int((top + height + high) * scale) + 1)
    return Box(start, up, right - start, bottom - up)


def _apart(boxes: Iterable[Box]) -> Iterator[Box]:
    """Yield boxes without those of which the middle lies in a larger one: two cascades find one face twice."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: (-box.width * box.height, box)):
        x, y = box.left + box.width // 2, box.top + box.height // 2
        if not any(one.left <= x < one.left + one.width and one.top <= y < one.top + one.height for one in kept):
            kept.append(box)
            yield box

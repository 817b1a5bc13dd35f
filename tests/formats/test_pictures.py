"""What comes in as a picture, what is left of it, and what a covered part still tells: nothing."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from nansen.errors import Broken, Fault, Rejected
from nansen.formats import pictures
from nansen.formats.pictures import Box, Picture
from tests import drawn
from tests.drawn import file

PLACE = {1: "N", 2: (50.0, 27.0, 0.0), 3: "E", 4: (30.0, 31.0, 0.0)}


def face(size: tuple[int, int] = (240, 320), mode: str = "RGB") -> Image.Image:
    """Return a drawn face: no person has it."""
    image = Image.new("RGB", size, (188, 196, 200))
    pen = ImageDraw.Draw(image)
    width, height = size
    pen.ellipse((width * 0.25, height * 0.2, width * 0.75, height * 0.8), fill=(214, 176, 150))
    for x in (0.4, 0.6):
        pen.ellipse((width * (x - 0.05), height * 0.4, width * (x + 0.05), height * 0.45), fill=(40, 30, 30))
    pen.rectangle((width * 0.4, height * 0.65, width * 0.6, height * 0.68), fill=(120, 50, 50))
    return image.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = "Camera of unit 7"
    told.get_ifd(0x8825).update(PLACE)
    return told


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data)).convert("RGB")


def refused(data: bytes) -> Fault:
    with pytest.raises(Rejected) as told:
        pictures.take(data)
    return told.value.faults[0]


@pytest.mark.parametrize(("form", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/png")])
def test_a_picture_is_taken_and_taken_again_it_is_the_same_bytes(form: str, media_type: str) -> None:
    data = file(face(), form)

    taken = pictures.take(data)

    assert (taken.media_type, taken.width, taken.height) == (media_type, 240, 320)
    assert pictures.take(data) == taken
    assert Image.open(io.BytesIO(taken.data)).format == media_type.removeprefix("image/").upper()


def test_a_picture_that_would_be_too_large_as_png_is_kept_as_jpeg() -> None:
    noise = Image.frombytes("RGB", (2_700, 2_700), random.Random(7).randbytes(2_700 * 2_700 * 3))

    assert pictures.take(file(noise, "WEBP", quality=10, method=0)).media_type == "image/jpeg"


def test_nothing_that_a_camera_writes_beside_the_picture_is_left() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "Camera of unit 7")
    notes.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Camera of unit 7</x:xmpmeta>")
    xmp = b"<x:xmpmeta>Camera of unit 7</x:xmpmeta>"
    told = [
        file(face(), "JPEG", exif=exif(), icc_profile=profile, comment=b"Camera of unit 7", xmp=xmp),
        file(face(), "PNG", exif=exif(), icc_profile=profile, pnginfo=notes),
        file(face(), "WEBP", exif=exif().tobytes(), icc_profile=profile, xmp=xmp),
        file(face(), "JPEG") + b"Camera of unit 7",
    ]

    for data in told:
        kept = pictures.take(data)

        assert b"unit 7" in data
        found = Image.open(io.BytesIO(kept.data))
        assert not {"exif", "icc_profile", "xmp", "comment", "Comment", "XML:com.adobe.xmp"} & found.info.keys()
        assert dict(found.getexif()) == {}
        assert not any(word in kept.data for word in (b"unit 7", b"Exif", b"ICC", b"xmp", b"http"))


def test_a_picture_stands_upright_as_its_camera_was_held() -> None:
    lying = face().transpose(Image.Transpose.ROTATE_90)

    upright = pictures.take(file(lying, "PNG", exif=exif(orientation=6)))

    assert (upright.width, upright.height) == (240, 320)
    assert opened(upright).tobytes() == face().tobytes()


def test_colours_of_another_profile_become_srgb_and_a_broken_profile_changes_nothing() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    plain, same, broken, other = (
        opened(pictures.take(file(face(), "PNG", **more)))
        for more in ({}, {"icc_profile": srgb}, {"icc_profile": b"no profile"}, {"icc_profile": lab})
    )

    assert plain.tobytes() == broken.tobytes() == face().tobytes()
    assert max(abs(a - b) for a, b in zip(plain.tobytes(), same.tobytes(), strict=True)) <= 1
    assert other.mode == "RGB"


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "I;16"])
def test_every_mode_of_pixels_comes_out_as_plain_colour(mode: str) -> None:
    image = Image.new("I;16", (40, 30), 0x8000) if mode == "I;16" else face((40, 30)).convert(mode)

    kept = opened(pictures.take(file(image, "PNG")))

    assert (kept.mode, kept.size) == ("RGB", (40, 30))
    assert mode != "I;16" or kept.getpixel((3, 3)) == (128, 128, 128)


def test_what_is_hidden_under_a_clear_pixel_is_not_kept() -> None:
    hidden = Image.new("RGBA", (16, 16), (200, 10, 10, 0))

    assert opened(pictures.take(file(hidden, "PNG"))).getpixel((5, 5)) == (255, 255, 255)


def test_ink_colours_of_a_print_are_taken() -> None:
    assert opened(pictures.take(file(face(mode="CMYK"), "JPEG"))).size == (240, 320)


def test_a_telephones_second_view_is_left_out() -> None:
    data = file(face(), "MPO", save_all=True, append_images=[face((60, 80))])

    kept = pictures.take(data)

    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 240, 320)
    assert b"MPF" in data
    assert b"MPF" not in kept.data


def test_what_is_no_picture_that_we_take_is_refused() -> None:
    jpeg = file(face(), "JPEG")
    moving = {"save_all": True, "append_images": [face(mode="L").convert("RGB")], "duration": 100}

    assert refused(b"").expected == "a file of at most 20 MB"
    assert refused(bytes(20_000_001)).found == "one of 20000001 bytes"
    assert refused(b"only words").found == "another kind of file"
    assert refused(b"%PDF-1.7 and more").found == "another kind of file"
    assert refused(file(face(), "GIF")) == Fault("picture", "JPEG, PNG or WebP", "image/gif")
    assert refused(file(face(), "PNG", **moving)).found == "one that moves"
    assert refused(file(face(), "WEBP", **moving)).found == "one that moves"
    assert refused(jpeg[: len(jpeg) // 2]).expected == "a whole picture"
    assert refused(file(face(), "PNG")[:400]).expected == "a whole picture"
    assert refused(b"\xff\xd8\xff\xe0" + bytes(300)).expected == "a whole picture"


@pytest.mark.parametrize("size", [(6_400, 6_400), (20_001, 3), (10_000, 10_000), (16_000, 16_000)])
def test_a_bomb_is_refused_before_it_is_opened(size: tuple[int, int]) -> None:
    bomb = file(Image.new("1", size), "PNG")

    assert len(bomb) < 200_000
    assert refused(bomb).expected == "at most 40 million pixels"


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_covered_part_is_black_to_its_last_pixel_and_the_rest_is_left(form: str) -> None:
    taken = pictures.take(file(face(), form))
    box = Box(61, 66, 118, 190)

    covered = pictures.redact(taken, [box])

    image = opened(covered)
    part = image.crop((box.left, box.top, box.left + box.width, box.top + box.height))
    assert part.tobytes() == bytes(118 * 190 * 3)
    assert (covered.width, covered.height, covered.media_type) == (240, 320, taken.media_type)
    outside = image.getpixel((10, 10))
    assert isinstance(outside, tuple)
    assert outside[0] > 180
    assert pictures.redact(taken, [box]) == covered


def test_two_pictures_that_differ_only_under_the_box_are_the_same_when_it_is_covered() -> None:
    one, other = face(), face()
    ImageDraw.Draw(other).rectangle((83, 99, 141, 201), fill=(10, 250, 60))
    box = Box(83, 99, 59, 103)

    covered = {pictures.redact(pictures.Picture(file(image, "PNG"), "image/jpeg", 240, 320), [box]).data for image in
               (one, other)}  # fmt: skip

    assert len(covered) == 1


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([], "1 to 60 boxes"),
        ([Box(0, 0, 1, 1)] * 61, "1 to 60 boxes"),
        ([Box(0, 0, 241, 1)], "within 240 x 320"),
        ([Box(0, 300, 10, 21)], "within 240 x 320"),
    ],
)
def test_boxes_that_cover_nothing_of_the_picture_are_refused(boxes: list[Box], expected: str) -> None:
    with pytest.raises(Rejected) as told:
        pictures.redact(pictures.take(file(face(), "PNG")), boxes)

    assert told.value.faults[0].expected == expected


@pytest.mark.parametrize("sides", [(-1, 0, 5, 5), (0, -1, 5, 5), (0, 0, 0, 5), (0, 0, 5, -5)])
def test_a_box_without_area_or_outside_is_none(sides: tuple[int, int, int, int]) -> None:
    with pytest.raises(Rejected):
        Box(*sides)


def test_boxes_are_written_in_reading_order_and_read_back() -> None:
    boxes = (Box(5, 40, 3, 3), Box(90, 2, 30, 30))

    assert pictures.write_boxes(boxes) == "90,2,30,30; 5,40,3,3"
    assert pictures.read_boxes("90,2,30,30; 5,40,3,3;") == boxes[::-1]
    assert pictures.read_boxes("") == ()
    for wrong in ("1,2,3", "a,b,c,d", "1,2,3,-4", "1.5,2,3,4"):
        with pytest.raises(Rejected):
            pictures.read_boxes(wrong)


def test_a_face_is_proposed_within_the_picture_and_on_a_blank_one_there_is_none() -> None:
    (found,) = pictures.faces(pictures.take(file(drawn.portrait(), "JPEG")))

    assert found.left < 80 + 150 < 80 + 250 < found.left + found.width <= 900
    assert found.top < 140 + 190 < 140 + 350 < found.top + found.height <= 700
    assert pictures.faces(pictures.take(file(Image.new("RGB", (300, 300), "white"), "PNG"))) == ()


def test_in_a_large_picture_the_box_is_at_its_own_size() -> None:
    large = drawn.portrait().resize((3600, 2800))

    (found,) = pictures.faces(pictures.take(file(large, "JPEG")))

    assert found.left < 4 * 230 < 4 * 330 < found.left + found.width <= 3600


def test_of_two_finds_on_one_face_the_larger_is_proposed() -> None:
    picture = Picture(b"", "image/png", 400, 300)
    large = pictures._wide(60, 60, 60, 60, scale=2, within=picture)
    small = pictures._wide(70, 70, 30, 30, scale=2, within=picture)
    edge = pictures._wide(180, 130, 30, 30, scale=2, within=picture)

    assert (large, edge) == (Box(100, 100, 161, 161), Box(350, 250, 50, 50))
    assert tuple(pictures._apart([small, edge, large])) == (large, edge)


def test_what_was_kept_and_is_no_picture_any_longer_is_broken() -> None:
    taken = pictures.take(file(face(), "JPEG"))

    assert pictures.read_back(taken.data, "image/jpeg") == taken
    with pytest.raises(Broken):
        pictures.redact(Picture(b"nothing", "image/png", 5, 5), [Box(0, 0, 1, 1)])

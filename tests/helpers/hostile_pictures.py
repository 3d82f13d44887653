"""Picture files that lie, burst or never end, each by a name that says what is wrong with it."""

import functools
import io
import random
import struct
import zlib

from PIL import Image, ImageDraw

WIDTH_PX, HEIGHT_PX = 640, 400
SIZES_BYTES = (1_000, 4_000, 16_000, 60_000, 120 * 1024)
"""Of bombs, up to what a piece may weigh."""
_SOF0, _SOF2, _SOS, _END = b"\xff\xc0", b"\xff\xc2", b"\xff\xda", b"\xff\xd9"


def painted(width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX) -> Image.Image:
    """A picture with something in it."""
    image = Image.new("RGB", (width_px, height_px), (30, 90, 160))
    draw = ImageDraw.Draw(image)
    for step in range(0, width_px, 12):
        draw.line((step, 0, width_px - step, height_px), fill=(step % 255, 200, 40), width=3)
    return image


def file_of(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """`image` as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@functools.cache
def honest() -> list[bytes]:
    """Files of every kind our own client sends, and a few relatives."""
    small = painted(320, 180)
    return [
        file_of(painted(), quality=58),
        file_of(small, quality=20),
        file_of(small, "WEBP", lossless=True),
        file_of(small, "WEBP", quality=40),
        file_of(small.convert("L")),
        file_of(small.convert("CMYK")),
    ]


@functools.cache
def oversized() -> dict[str, bytes]:
    """Larger than a small picture may be, or saying so."""
    claimed = file_of(painted(320, 180))
    at = claimed.index(_SOF0) + 5
    return {
        "one column too wide": file_of(painted(WIDTH_PX + 1, 100)),
        "one row too high": file_of(painted(100, HEIGHT_PX + 1)),
        "JPEG claims 65,500 squared": claimed[:at]
        + struct.pack(">HH", 65500, 65500)
        + claimed[at + 4 :],
        "JPEG of 4,000 squared": file_of(Image.new("L", (4000, 4000))),
        "WebP of 4,000 squared": file_of(Image.new("RGB", (4000, 4000)), "WEBP", lossless=True),
        "WebP claims 16,383 squared": _webp_canvas(16383, 16383),
    }


@functools.cache
def no_single_picture() -> dict[str, bytes]:
    """Whatever they are, they are not one whole JPEG or WebP."""
    jpeg, webp = file_of(painted(320, 180)), file_of(painted(320, 180), "WEBP")
    frames = [painted(64, 64), Image.new("RGB", (64, 64))]
    return {
        "one byte": b"\xff",
        "JPEG cut in half": jpeg[: len(jpeg) // 2],
        "JPEG without its header": jpeg[20:],
        "WebP cut in half": webp[: len(webp) // 2],
        "WebP that says it is longer": webp[:4] + b"\xff\xff\xff\x7f" + webp[8:200],
        "WebP film": file_of(frames[0], "WEBP", save_all=True, append_images=frames[1:]),
        "JPEG film": file_of(frames[0], "MPO", save_all=True, append_images=frames[1:]),
        "GIF": file_of(painted(64, 64), "GIF"),
        "PNG": file_of(painted(64, 64), "PNG"),
        "PNG of 16 bits": file_of(Image.new("I;16", (64, 64)), "PNG"),
        "TIFF": file_of(painted(64, 64), "TIFF"),
        "BMP": file_of(painted(64, 64), "BMP"),
        "PNG bomb": _png_bomb(),
        "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n",
        "JPEG of 12 bits": jpeg.replace(_SOF0 + jpeg[jpeg.index(_SOF0) + 2 :][:3], b"", 1)[:40]
        + _SOF0
        + b"\x00\x11\x0c"
        + jpeg[jpeg.index(_SOF0) + 5 :],
    }


def scan_bombs(size_bytes: int) -> dict[str, bytes]:
    """Legal by the letter: each scan is a dozen bytes and a pass over the whole picture."""
    progressive = file_of(Image.new("RGB", (WIDTH_PX, HEIGHT_PX), "red"), progressive=True)
    end = progressive.rindex(_END)
    scan = progressive[progressive.rindex(_SOS) : end]
    repeats = max(2, (size_bytes - len(progressive)) // len(scan))
    plain = file_of(Image.new("RGB", (WIDTH_PX, HEIGHT_PX)))
    header = plain[: plain.index(_SOS)]
    empty_scan = bytes.fromhex("ffda0008010100003f00")
    return {
        "progressive": progressive[:end] + scan * repeats + _END,
        "sequential": header + empty_scan * max(2, (size_bytes - len(header)) // 10) + _END,
    }


def burdened(size_bytes: int) -> dict[str, bytes]:
    """Good pictures under a load of notes that nobody asked for."""
    small = painted(64, 64)
    jpeg = file_of(small)
    rng = random.Random(size_bytes)  # noqa: S311  # repeatable, not secret
    load = rng.randbytes(max(1, size_bytes - len(jpeg) - 2000))
    exif = Image.Exif()
    exif[0x010E] = "x" * min(len(load), 60_000)
    note = b"\xff\xfe" + struct.pack(">H", 4) + b"ab"
    return {
        "profile": file_of(small, icc_profile=load),
        "EXIF": file_of(small, exif=exif.tobytes()),
        "broken EXIF": jpeg[:2] + _segment(0xE1, b"Exif\0\0" + load[:60_000]) + jpeg[2:],
        "broken MPF": jpeg[:2] + _segment(0xE2, b"MPF\0" + load[:60_000]) + jpeg[2:],
        "Photoshop block": jpeg[:2] + _segment(0xED, b"Photoshop 3.0\0" + load[:60_000]) + jpeg[2:],
        "a thousand comments": jpeg[:2] + note * (len(load) // len(note)) + jpeg[2:],
        "WebP profile": file_of(small, "WEBP", icc_profile=load),
    }


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _webp_canvas(width_px: int, height_px: int) -> bytes:
    inner = file_of(painted(16, 16), "WEBP", lossless=True)[12:]
    canvas = struct.pack("<I", 0)
    canvas += (width_px - 1).to_bytes(3, "little") + (height_px - 1).to_bytes(3, "little")
    chunks = b"VP8X" + struct.pack("<I", 10) + canvas + inner
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _png_bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 12_000, 12_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(36_000) * 30, 9)
    ended = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + ended

"""Pictures that are shown are drawn anew by us: without what hides in them, of a bearable size."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
"""A screen of 8K has 33 million; a file of some kilobytes can claim thousands of millions."""
WIDEST = 4096


class PictureBroken(ValueError):
    """It isn't what it says, or it is a bomb."""


def redrawn(data: bytes) -> tuple[bytes, str]:
    """The picture's first frame without its metadata, and its media type. Raises PictureBroken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as found:
                if found.width * found.height > MOST_PIXELS:
                    raise PictureBroken("too many pixels")
                return _drawn(found)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise PictureBroken(str(fault)) from fault
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError) as fault:
        raise PictureBroken(str(fault)) from fault


def _drawn(found: Image.Image) -> tuple[bytes, str]:
    kind = found.format
    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((WIDEST, WIDEST))
    out = io.BytesIO()
    if kind == "JPEG":
        upright.convert("RGB").save(out, "JPEG", quality=88)
        return out.getvalue(), "image/jpeg"
    clean = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    clean.info.clear()
    clean.save(out, "PNG")
    return out.getvalue(), "image/png"

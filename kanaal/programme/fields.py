"""The types of the values in a pack. Each checks itself and says in plain words what is wrong and what to do.

They are used as annotations in the sections' dataclasses. Code sees the plain type (`Words`, `str`, `int`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Annotated, Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from kanaal.core import texts
from kanaal.programme import codes, media

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


@dataclass
class Reading:
    """What a value may have to know of its pack while it is read.

    `languages` is empty where the pack doesn't tell its languages; then none is missed. `seen` remembers what may occur
    only once. `doubtful` names the lists whose keys can't be known, since a fault lies before them.
    """

    languages: tuple[str, ...]
    drafts: tuple[str, ...] = ()
    document: dict[str, Any] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    seen: dict[str, set[Any]] = field(default_factory=dict)


def fault(says: str, remedy: str, kind: str = "pack") -> PydanticCustomError:
    """What a validator raises: `says` completes '… `key` …', `remedy` is a sentence."""
    return PydanticCustomError(kind, "{says}", {"says": says, "remedy": remedy})


def did_you_mean(word: str, known: list[str] | tuple[str, ...], otherwise: str = "") -> str:
    """`Did you mean "gold"?`, or else the words given, or else what there is to choose from."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{near[0]}"?'
    return otherwise or (f"Known are: {', '.join(sorted(known))}." if known else "There is none yet.")


def _reading(info: ValidationInfo) -> Reading:
    if not isinstance(info.context, Reading):
        raise TypeError("Sections are read with a Reading; see reading.read_section.")
    return info.context


def _words(value: Any, info: ValidationInfo, allowed: tuple[str, ...] | None = ()) -> texts.Words:
    reading = _reading(info)
    if isinstance(value, str) and len(reading.languages) <= 1 and not reading.drafts:
        value = {reading.languages[0] if reading.languages else "": value}
    if not isinstance(value, dict):
        example = ", ".join(f'{code} = "…"' for code in reading.languages)
        raise fault("is a text and must be given in each language", f"Write {{ {example} }}.")
    _refuse_languages(value, reading)
    marks = [(code, mark) for code, text in value.items() for mark in PLACEHOLDER.findall(text)]
    if allowed is not None and (strange := [(code, mark) for code, mark in marks if mark not in allowed]):
        code, mark = strange[0]
        raise fault(f"has {{{mark}}} in its {code} text, which nothing fills in", did_you_mean(mark, allowed))
    return texts.Words(value)


def _refuse_languages(value: dict[str, Any], reading: Reading) -> None:
    """Every language of the pack, no other, and something in each."""
    known = (*reading.languages, *reading.drafts)
    if known and (unknown := [code for code in value if code not in known]):
        raise fault(
            f"has a text in {', '.join(unknown)}, which is no language of this pack",
            did_you_mean(unknown[0], known) + " New languages go into languages or drafts of [programme].",
        )
    if bad := [code for code, text in value.items() if not isinstance(text, str) or not text.strip()]:
        raise fault(f"has no text in {', '.join(bad)}", "Write the text, or leave the language out.")
    if missing := [code for code in reading.languages if code not in value]:
        raise fault(f"is missing in {', '.join(missing)}", f'Add {missing[0]} = "…", or make {missing[0]} a draft.')


def words_with(*placeholders: str) -> PlainValidator:
    """A text whose `{placeholders}` the code fills in."""
    return PlainValidator(lambda value, info: _words(value, info, placeholders))


words_with_any = PlainValidator(lambda value, info: _words(value, info, None))
"""A text with placeholders that its dataclass checks itself."""

Words = Annotated[texts.Words, words_with()]
"""A text in every language of the pack. A pack with one language may write it as a plain string."""


def _known(test: Callable[[str], bool], says: str, remedy: str, choices: Callable[[], Any] = tuple) -> AfterValidator:
    def check(value: str) -> str:
        if not test(value):
            raise fault(f'is "{value}", {says}', did_you_mean(value, list(choices()), remedy))
        return value

    return AfterValidator(check)


def _is_link(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme == "https" and "." in parts.netloc and " " not in value


def _is_address(value: str) -> bool:
    try:
        # `.example` and friends are fit for a pack of an invented vendor.
        validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def _is_key(value: str) -> bool:
    return _KEY.fullmatch(value) is not None and len(value) <= 40


def _is_line(value: str) -> bool:
    return bool(value.strip()) and "\n" not in value


def _is_country(value: str) -> bool:
    return value in codes.countries()


def is_currency(value: str) -> bool:
    return value in codes.currencies()


def _is_zone(value: str) -> bool:
    return value in codes.time_zones()


def _is_domain(value: str) -> bool:
    return _DOMAIN.fullmatch(value) is not None


Key = Annotated[str, _known(_is_key, "which is no key", "Keys are small letters, digits and dashes: sales-center.")]
Line = Annotated[str, _known(_is_line, "which is empty or has several lines", "Write one line of text.")]
Country = Annotated[str, _known(_is_country, "which is no country of ISO 3166-1", "Write its two capitals: NL.")]
Currency = Annotated[str, _known(is_currency, "which is no currency in use (ISO 4217)", "Write three capitals: EUR.")]
Language = Annotated[str, _known(codes.is_language, "which is no language code (BCP 47)", "Small letters: nl, pt-br.")]
TimeZone = Annotated[
    str, _known(_is_zone, "which is no time zone of the IANA list", "Write it like Europe/Amsterdam.", codes.time_zones)
]
Link = Annotated[str, _known(_is_link, "which is no https address", "Write the whole address: https://…")]
Address = Annotated[str, _known(_is_address, "which is no e-mail address", "Write it like partners@example.com.")]
Domain = Annotated[str, _known(_is_domain, "which is no domain name", "Small letters, without @: example.com.")]
Hue = Annotated[int, Field(ge=0, le=359)]
Count = Annotated[int, Field(ge=0)]
Positive = Annotated[int, Field(ge=1)]


def once(what: str) -> AfterValidator:
    """The value may occur only once in the pack under this name (`once("country")`)."""

    def check(value: Any, info: ValidationInfo) -> Any:
        seen = _reading(info).seen.setdefault(what, set())
        if value in seen:
            raise fault(f"is {value!r} a second time; every {what} occurs once", "Remove one of the two.", "once")
        seen.add(value)
        return value

    return AfterValidator(check)


def key_of(name: str) -> AfterValidator:
    """The value is the key of an item of the list `[[name]]`, wherever in the pack that stands."""

    def check(value: str, info: ValidationInfo) -> str:
        raw = _reading(info).document.get(name)
        items = raw if isinstance(raw, list) else []
        if name in _reading(info).doubtful:
            return value
        keys = [i["key"] for i in items if isinstance(i, dict) and isinstance(i.get("key"), str)]
        if value not in keys:
            raise fault(f'is "{value}", which is no key in [[{name}]]', did_you_mean(value, keys))
        return value

    return AfterValidator(check)


def _offered(value: str, info: ValidationInfo) -> str:
    if _reading(info).languages and value not in _reading(info).languages:
        raise fault(f'is "{value}", which isn\'t among the languages of the pack', "Choose one of languages.")
    return value


PackLanguage = Annotated[str, AfterValidator(_offered)]


def _document(value: str, info: ValidationInfo) -> str:
    reading = _reading(info)
    missing = [name for code in reading.languages if (name := f"{value}.{code}.md") not in reading.files]
    if missing:
        raise fault(f'is "{value}", but {", ".join(missing)} is missing', f"Write the file {missing[0]}.")
    return value


Document = Annotated[str, AfterValidator(_document)]
"""The path of a Markdown text without language and ending: `terms/registration`."""


def _medium(kind: str) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        if value not in _reading(info).files:
            raise fault(f'is "{value}", which is no file of the pack', "Put the file into media/, or mend its name.")
        if not media.is_media(value) or not media.TYPES[media.ending_of(value)][0].startswith(kind):
            raise fault(f'is "{value}", which is no {kind}', f"Name a file in {media.FOLDER} that is one.")
        return value

    return AfterValidator(check)


Picture = Annotated[str, _medium("image")]
"""The path of a picture of the pack: `media/dome.webp`."""
Video = Annotated[str, _medium("video")]
"""The path of a video of the pack: `media/first-night.webm`."""


def _captions(value: str, info: ValidationInfo) -> str:
    reading = _reading(info)
    missing = [name for code in reading.languages if (name := f"{value}.{code}.vtt") not in reading.files]
    if missing:
        raise fault(f'is "{value}", but {", ".join(missing)} is missing', f"Write the file {missing[0]} (WebVTT).")
    return value


Captions = Annotated[str, AfterValidator(_captions)]
"""The captions of a video, without language and ending: `media/first-night`."""

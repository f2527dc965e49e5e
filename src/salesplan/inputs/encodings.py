"""Bytes of a text file → UTF-8, without guessing where guessing can go wrong.

UTF-8, UTF-16 with or without its mark, GB18030 and Windows-1252. The last two accept nearly every
byte, so their decoders tell little; what tells is whether the result looks like something that
people write. Chinese text is mostly characters of the first level of GB2312, the 3,755 common
ones, and Western text misread as Chinese has next to none of them. Western text is words with some
accented letters among plain ones, and Chinese text misread as Western is not.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final

from salesplan.errors import Finding, Place
from salesplan.inputs.raw import refusal

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 1024**2
_CHINESE: Final = 0.5
"""Share of common characters in a Chinese text: 0.9 in a table of sales, 0.56 in a list of rare
names (王喆, 张喆翀); next to none in Western text that is misread."""
_WESTERN: Final = 0.9
"""Share of accented letters that stand in words of a Western text; nearly none do in Chinese text
that is misread."""
_LETTERS: Final = "A-Za-zÀ-ÖØ-öø-ÿŠšŽžŒœŸ"
_QUOTED: Final = 20  # characters of a word
_ACCENTED: Final = re.compile(r"[^\x00-\x7f]+")
# What stands between plain characters other than letters, opening and closing signs apart.
_TOKEN: Final = re.compile(r"[^\x00-@\[-`{-\x7f\xa0]+")
_WITH_SIGNS: Final = re.compile(
    rf"[€£§«“‘„¿¡°]?([{_LETTERS}]+(?:[’´·–—][{_LETTERS}]+)*|)(?:[°²³½¼¾ªº®©™…»”’€–—·]|)"
)
_BEYOND_TWO_BYTES: Final = re.compile(rb"[\xe0-\xff]")
_PRICES: Final = re.compile(r"(?<![^\s,;\t\"'(|:=+-])[¥£]\s?(?=[\d.(-])")
_ONE_SCRIPT: Final = re.compile(r"[\x00-\x7fͰ-Ͽ]*|[\x00-\x7fЀ-ӿ]*|[\x00-\x7fÀ-ſ]*")
_ALONE: Final = frozenset("àáèéíóöåÀÁÈÉÍÓÖÅ")
_HANGUL_END: Final = 0xC8
_TELLING: Final = 20
"""Different characters from which on a Chinese text has some from the second half of the alphabet.

The common characters stand in the order of their sounds, and Korean ones in the first half of the
same places: a handful may be Chinese all the same.
"""


def as_utf8(
    data: bytes, file: str, encoding: str | None = None
) -> tuple[bytes, tuple[Finding, ...]]:
    """The text as UTF-8, and a note where that took an assumption.

    `encoding` is what the user says of files without a mark. Raises `SalesplanError` with E212
    where no encoding fits, E238 where that of the user does not, and E226 where two do.
    """
    if encoding is not None and not any(data.startswith(mark) for mark, _ in _MARKS):
        text = _decoded(data, encoding)
        if text is None:
            raise refusal("E238", file, encoding=encoding)
        return text.encode(), ()
    try:
        for mark, marked in _MARKS:
            if data.startswith(mark):
                return data[len(mark) :].decode(marked).encode(), ()
        if (unmarked := _unmarked_utf16(data)) is not None:
            return data.decode(unmarked).encode(), ()
    except UnicodeError as problem:
        raise refusal("E212", file) from problem
    try:
        data.decode()
    except UnicodeDecodeError as problem:
        return _eight_bits(data, problem.start, file)
    return data.decode("gb18030").encode() if _is_utf8_by_chance(data) else data, ()


def _is_utf8_by_chance(data: bytes) -> bool:
    """Whether a few Chinese characters in GB18030 happen to be UTF-8, as 联通 and 袁梅 do.

    They then read as letters of many scripts at once, where Western, Greek and Cyrillic words in
    UTF-8 do not.
    """
    if data.isascii() or _BEYOND_TWO_BYTES.search(data):
        return False
    sample = data[:_SAMPLE].decode(errors="ignore")
    if _PRICES.sub("", sample).isascii():  # ¥9 in UTF-8 is 楼9 in GB18030
        return False
    if _ONE_SCRIPT.fullmatch(sample) or share_of_western_words(sample) >= _WESTERN:
        return False
    return _decoded(data, "gb18030") is not None and chinese_share(data[:_SAMPLE]) >= _CHINESE


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without its mark: half the bytes of its digits and commas are 0."""
    sample = data[: _SAMPLE // 2 * 2]
    units = len(sample) // 2
    if len(data) % 2 or not units:
        return None
    first, second = sample[::2].count(0), sample[1::2].count(0)
    few = min(first, second)
    if max(first, second) < 0.2 * units or few > 0.01 * units:
        return None
    encoding = "utf-16-le" if second > first else "utf-16-be"
    text = sample.decode(encoding, "replace")
    return encoding if re.search(r"[\n\r,;|\t]", text) and "\x00" not in text else None


def _eight_bits(data: bytes, start: int, file: str) -> tuple[bytes, tuple[Finding, ...]]:
    """GB18030 or Windows-1252; the bytes from `start` on are no UTF-8."""
    # From a line's beginning on, so that no character is cut in two.
    begin = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    end = begin + _SAMPLE
    sample = data[begin:end]
    chinese = _decoded(data, "gb18030") if chinese_share(sample) >= _CHINESE else None
    western = _decoded(data, "cp1252") if western_share(sample) >= _WESTERN else None
    if chinese is not None and western is not None:
        samples = {"first": _shown(sample, "gb18030"), "second": _shown(sample, "cp1252")}
        raise refusal("E226", file, **samples)
    if chinese is not None:
        return chinese.encode(), ()
    if western is not None:
        note = Finding("N205", Place(file), {"sample": _shown(sample, "cp1252")})
        return western.encode(), (note,)
    raise refusal("E212", file)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def chinese_share(data: bytes) -> float:
    """How much of what is not ASCII is common Chinese, read as GB18030; 0 to 1.

    Korean text of the same shape uses the first half of these characters alone: 0, too.
    """
    strange = re.sub(r"[\x00-\x7f]+", "", data.decode("gb18030", "replace"))
    pairs = strange.encode("gb2312", "ignore")
    common = {lead: pairs[::2].count(lead) for lead in (*range(0xA1, 0xA4), *range(0xB0, 0xD8))}
    if not strange or (len(set(strange)) >= _TELLING and max(pairs[::2], default=0) <= _HANGUL_END):
        return 0.0
    return sum(common.values()) / len(strange)


def western_share(data: bytes) -> float:
    """How much of what is not ASCII stands in a word of European languages; 0 to 1."""
    return share_of_western_words(data.decode("cp1252", "replace"))


def share_of_western_words(text: str) -> float:
    """The same of a text that is decoded."""
    strange = fitting = 0
    for token, count in Counter(_TOKEN.findall(text)).items():
        accented = sum(map(len, _ACCENTED.findall(token)))
        strange += accented * count
        fitting += accented * count * _is_western(token)
    return fitting / strange if strange else 0.0


def _is_western(token: str) -> bool:
    """Whether it is a word with its signs, or a single sign."""
    found = _WITH_SIGNS.fullmatch(token)
    if not found or (not found[1] and len(token) > 1):
        return False
    return all(map(_is_word, re.split("[^\\w]", found[1]))) if found[1] else True


def _is_word(word: str) -> bool:
    """Whether letters are written as one word, with plain ones among the accented ones."""
    runs = _ACCENTED.findall(word)
    if not runs or word in _ALONE:
        return True
    cased = word.islower() or word.isupper() or word.istitle()
    # No language doubles ÿ, but bytes that are no text often are 255.
    small = all(
        len(run) == 1 or (len(run) == 2 and "ÿ" not in run and run.islower() == word[1:].islower())
        for run in runs
    )
    return cased and small and not all(character > "\x7f" for character in word)


def _shown(data: bytes, encoding: str) -> str:
    """The first word with letters beyond ASCII, as the finding quotes it."""
    text = data.decode(encoding, "replace")
    found = _ACCENTED.search(text)
    if not found:
        return ""
    at = found.start()
    # Only so far back: a pattern that begins with any letters looks at each of them from each.
    before = re.split(r"\W", text[max(at - _QUOTED, 0) : at])[-1]
    after = re.match(r"[^\x00-\x7f]+\w*", text[at : at + _QUOTED])
    return (before + (after[0] if after else ""))[:_QUOTED]

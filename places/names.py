"""Search keys of names: folding, and a coarser key that unites the spellings of many languages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from places.transliteration import transliterate

__all__ = ["fold", "is_cyrillic", "plain", "sound_key", "sound_keys", "transliterate"]

_APOSTROPHES = re.compile("['’ʼ`ʹ‘´ʻ′ʺ\u2032\u02b9\u201b\u00ad\u200b-\u200f\u2060\ufeff]")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—−/.,;:_()\[\]\"„“”«»+*&|\\]+")
_SPECIAL = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŀ": "l"}
)
_CYRILLIC_SPECIAL = str.maketrans({"ґ": "г", "ё": "е", "ѝ": "и", "ѐ": "е"})
#: Letters that look alike; a word typed in two scripts is read in the script most of it is in.
_LATIN_TO_CYRILLIC = str.maketrans("aceiopxykmthb", "асеіорхукмтнв")
_CYRILLIC_TO_LATIN = str.maketrans("асеіорхукмтнв", "aceiopxykmthb")
_LATIN = re.compile("[a-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")


def is_cyrillic(text: str) -> bool:
    """Whether the text is written in Cyrillic letters (one is enough)."""
    return bool(_CYRILLIC.search(text.lower()))


def plain(text: str) -> str:
    """Casefolded, with single spaces and without apostrophes, but diacritics kept: "Łódź" stays "łódź"."""
    text = unicodedata.normalize("NFKC", text.replace("\x00", "")).casefold()
    return _SEPARATORS.sub(" ", _APOSTROPHES.sub("", text)).strip()


def _one_script(word: str) -> str:
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    return word.translate(_LATIN_TO_CYRILLIC if cyrillic >= latin else _CYRILLIC_TO_LATIN)


def _strip_marks(char: str) -> str:
    if _CYRILLIC.match(char):
        return char
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The form in which names are compared: casefolded, no diacritics, no apostrophes, single spaces.

    Cyrillic stays Cyrillic (й and ї are letters of their own); "ß" becomes "ss"; hyphens become spaces.
    Folding twice changes nothing.
    """
    text = " ".join(_one_script(word) for word in plain(text).split())
    text = text.translate(_CYRILLIC_SPECIAL)
    folded = "".join(_strip_marks(char) for char in text).casefold().translate(_SPECIAL)
    return _SEPARATORS.sub(" ", _APOSTROPHES.sub("", folded)).strip()


_CYRILLIC_SOUND = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "є": "e", "ё": "o", "ж": "s", "з": "s",
    "и": "i", "і": "i", "ї": "i", "й": "i", "ы": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "v", "х": "h", "ц": "s", "ч": "s", "ш": "s", "щ": "s", "ю": "iu",
    "я": "ia", "ь": "", "ъ": "", "э": "e", "ў": "v",
}  # fmt: skip
#: Latin groups, longest first; "ch" stands for three sounds and is handled by the caller.
_LATIN_SOUND = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("schtsch|chtch|shch|szcz|stsch|sjtsj|tsch|tch|tsj|tzsch|zsch|cz", "s"),
        ("sch|sh|zh|sz|zj|sj|rz|dz|tz|ts|ds|cs|zs", "s"),
        ("kh|gh", "h"),
        ("ph", "v"),
        ("th", "t"),
        ("ck|q", "k"),
        ("c(?=[eiy])", "s"),
        ("c$", "s"),
        ("c", "k"),
        ("x", "ks"),
        ("ou|oo|oe(?=[bcdfghklmnprstvwz])", "u"),
        ("ae", "a"),
        ("ue", "u"),
        ("oe", "o"),
        ("[wf]", "v"),
        ("z", "s"),
        ("g", "h"),
        ("[yj]", "i"),
    )
]
_PL_AND_CZECH = str.maketrans(
    dict.fromkeys("žżźšśčćçșşțţř", "s") | {"ó": "u", "ů": "u", "ü": "u", "ö": "o", "ä": "a"}
)


def _latin_sound(text: str, ch: str) -> str:
    text = text.replace("ch", ch)
    for pattern, sound in _LATIN_SOUND:
        text = pattern.sub(sound, text)
    return text


def _squeeze(key: str) -> str:
    key = re.sub("[^a-z0-9]", "", key)
    key = re.sub(r"(.)\1+", r"\1", key)
    return re.sub("ie", "e", key)


def sound_key(text: str, ch: str = "h") -> str:
    """The key that unites spellings: all sibilants are "s", h/g/kh "h", w/v/f "v", i/y/j "i", no doubled letters.

    Житомир, Zhytomyr, Schytomyr, Žytomyr, Shitomir all become "sitomir". ``ch`` says how that group sounds.
    """
    lowered = plain(text).translate(_PL_AND_CZECH)
    if is_cyrillic(lowered):
        lowered = "".join(
            _CYRILLIC_SOUND.get(c, c) for c in " ".join(_one_script(w) for w in lowered.split())
        )
        return _squeeze(lowered.replace(" ", ""))
    # groups such as "schtsch" hold a "ch" of their own: read them before the ambiguous one
    lowered = re.sub("schtsch|tzsch|tsch|chtch|shch|tch|sch", "s", lowered)
    return _squeeze(_latin_sound(fold(lowered).replace(" ", ""), ch))


def sound_keys(text: str) -> list[str]:
    """All keys a typed name may stand for: "ch" is German х (h), English ч (s) or Czech and Italian k."""
    lowered = plain(text)
    readings = ("h", "s") if "ch" in lowered else ("h",)
    return list(dict.fromkeys(sound_key(text, ch) for (ch,) in product(readings)))

"""Ukrainian (and Russian) names in Latin letters, by the rule tables officials and newspapers use.

Sources: Duden transcription (de), resolution 55 of the Cabinet of Ministers of Ukraine of 27 January 2010 (en),
transcription of the Polish PWN dictionary (pl), ISO 9:1995 and the scientific transliteration, BGN/PCGN 1965,
and the habits of French, Spanish, Czech and Dutch newspapers for names as readers type them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_VOWELS = "аеєиіїоуюяыэё"
_APOSTROPHES = "'’ʼ`ʹ‘´"
_WORD = re.compile(rf"[\w{_APOSTROPHES}]+")

_BASE = dict(zip("абгґдезиіклмнопрстуф", "abhgdezyiklmnoprstuf", strict=True))

DE = _BASE | {
    "в": "w", "є": "je", "ж": "sch", "з": "s", "ї": "ji", "й": "j", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch",
    "щ": "schtsch", "ю": "ju", "я": "ja", "ь": "", "ё": "jo", "ы": "y", "э": "e", "ъ": "",
}  # fmt: skip
EN = _BASE | {
    "в": "v", "є": "ie", "ж": "zh", "ї": "i", "й": "i", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ю": "iu", "я": "ia", "ь": "", "ё": "io", "ы": "y", "э": "e", "ъ": "",
}  # fmt: skip
EN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
PL = _BASE | {
    "в": "w", "ж": "ż", "ї": "ji", "й": "j", "л": "ł", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz",
    "ё": "jo", "ы": "y", "э": "e", "ъ": "",
}  # fmt: skip
SCIENTIFIC = _BASE | {
    "в": "v", "є": "je", "ж": "ž", "ї": "ji", "й": "j", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "щ": "šč",
    "ю": "ju", "я": "ja", "ь": "'", "ё": "ë", "ы": "y", "э": "è", "ъ": "",
}  # fmt: skip
ISO9 = SCIENTIFIC | {
    "г": "g", "ґ": "g", "є": "ê", "и": "i", "і": "ì", "ї": "ï", "х": "h", "щ": "ŝ", "ю": "û", "я": "â", "ь": "",
}  # fmt: skip
BGN = EN | {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya", "ь": "'"}
FRENCH = EN | {
    "є": "ie", "ж": "j", "ї": "ï", "й": "ï", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia",
}  # fmt: skip
SPANISH = EN | {"ж": "y", "х": "j", "й": "i", "у": "u", "и": "i", "щ": "sch", "я": "ia", "ю": "iu"}
DUTCH = EN | {
    "ж": "zj", "й": "j", "у": "oe", "х": "ch", "ч": "tsj", "ш": "sj", "щ": "sjtsj", "ю": "joe", "я": "ja", "є": "je",
    "ї": "ji",
}  # fmt: skip
#: Tables for names as readers type them; the official forms are made by :func:`transliterate`.
READERS = (SCIENTIFIC, ISO9, BGN, FRENCH, SPANISH, DUTCH)

RU_DE = DE | {"г": "g", "и": "i", "е": "e", "ж": "sch", "щ": "schtsch", "ё": "jo"}
RU_GDR = RU_DE | {"ж": "sh"}
RU_EN = EN | {"г": "g", "и": "i", "й": "y", "ю": "yu", "я": "ya", "ё": "yo"}
RU_PL = PL | {"г": "g", "и": "i", "ё": "io"}
RUSSIAN = (RU_DE, RU_GDR, RU_EN, RU_PL)


def _capitalise_like(source: str, target: str) -> str:
    if len(source) > 1 and source.isupper():
        return target.upper()
    return target[:1].upper() + target[1:] if source[:1].isupper() else target


def _by_word(text: str, spell: Callable[[str], str]) -> str:
    return _WORD.sub(lambda m: _capitalise_like(m.group(), spell(m.group().lower())), text)


def _plain(word: str, table: dict[str, str]) -> str:
    return "".join("" if c in _APOSTROPHES else table.get(c, c) for c in word)


def _german(word: str) -> str:
    word = re.sub(rf"(?<=[{_VOWELS}])с(?=[{_VOWELS}])", "сс", word)
    return _plain(word.replace("ьо", "йо"), DE)


def _english(word: str) -> str:
    word = word.replace("зг", "zgh")
    first = EN_INITIAL.get(word[:1])
    return first + _plain(word[1:], EN) if first else _plain(word, EN)


_PL_SOFT = {"є": "e", "ю": "u", "я": "a"}
_PL_ACUTE = {"н": "ń", "с": "ś", "з": "ź", "ц": "ć", "л": "l"}


def _polish(word: str) -> str:
    out: list[str] = []
    for i, c in enumerate(word):
        before, after = word[i - 1 : i], word[i + 1 : i + 2]
        if c in _APOSTROPHES:
            continue
        if c in _PL_SOFT:
            hard = not before or before in _VOWELS + _APOSTROPHES + "ьй"
            out.append("j" + _PL_SOFT[c] if hard else ("" if before == "л" else "i") + _PL_SOFT[c])
        elif c == "ь":
            if after == "о":
                out.append("" if before == "л" else "i")
        elif c == "л" and after and after in "іїєюяь":
            out.append("l")
        elif after == "ь" and c in _PL_ACUTE and word[i + 2 : i + 3] not in tuple(_VOWELS):
            out.append(_PL_ACUTE[c])
        else:
            out.append(PL.get(c, c))
    return "".join(out)


_SPELLERS: dict[str, Callable[[str], str]] = {"de": _german, "en": _english, "pl": _polish}


def transliterate(text_uk: str, to: str) -> str:
    """A Ukrainian name in German ("de", Duden), English ("en", KMU 55) or Polish ("pl", PWN) letters."""
    return _by_word(text_uk, _SPELLERS[to])


def reader_spellings(text_uk: str) -> list[str]:
    """Further Latin spellings of a Ukrainian name: scientific, ISO 9, BGN, French, Spanish, Dutch."""
    return [_by_word(text_uk, lambda w, t=table: _plain(w, t)) for table in READERS]  # type: ignore[misc]


def russian_spellings(text_ru: str) -> list[str]:
    """Latin spellings of a Russian form as found in older maps and papers; for search only."""
    return [_by_word(text_ru, lambda w, t=table: _plain(w, t)) for table in RUSSIAN]  # type: ignore[misc]

"""Names as they are compared for duplicates: without legal forms, one key per word in every script, adjectives marked.

"Stadt Riwne", "City of Rivne" and "Рівненська міська рада" come down to one word each: rivne, rivne and rivnens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from places.names import fold, sound_key

#: Words that say what kind of body it is, or nothing.
_FORMS = """
stadt hansestadt landeshauptstadt gemeinde samtgemeinde verbandsgemeinde markt kreis landkreis kreisfreie
bezirk rathaus magistrat stadtverwaltung kreisverwaltung gemeindeverwaltung land region oblast rajon raion hromada
ev eingetragener verein gmbh ggmbh mbh ag kg ug gug eg aör anstalt öffentlichen rechts stiftung
der die das des dem den und für von vom im in am an zu zur mit e v
city town municipality municipal council community district region regional administration executive committee
of the and for in at to ltd llc inc ngo enterprise public organisation organization charitable fund foundation
місто міста м міська міський міське міської рада ради селищна селищної сільська сільської територіальна
територіальної громада громади об'єднана отг тг район району районна районної область області обласна обласної
облрада міськрада виконавчий виконавчого комітет комітету виконком адміністрація державна військова
го гс гоо тов тзов ват ат прат пат зат дп кп окп мкп кнп мбф бф фоп комунальне некомерційне підприємство
товариство обмеженою відповідальністю громадська громадське організація об'єднання благодійний благодійна фонд
та і й з у в на для до при
"""
FORMS = frozenset(map(fold, _FORMS.split()))
#: Words of one meaning in several languages, each by the sound of one of them.
_ALIASES = dict.fromkeys(("universitat", "university", "університет"), "universität") | dict.fromkeys(
    ("krankenhaus", "hospital", "лікарня"), "krankenhaus"
)
_ADJECTIVE = re.compile(r"(?<=[сцз])ьк(ий|а|е|ої|ого|ому|ій|у|і|их|ими)$")
_WORD = re.compile(r"\w+")


class Stem(NamedTuple):
    """A word by its sound; `is_adjective` for Ukrainian forms such as "рівненська", which lengthen the name of the place."""

    key: str
    is_adjective: bool = False


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> Stem:
    """The stem of a folded word."""
    word = _ALIASES.get(word, word)
    base, number = _ADJECTIVE.subn("", word)
    return Stem(sound_key(base if number else word), bool(number))


@lru_cache(maxsize=100_000)
def stems(name: str) -> frozenset[Stem]:
    """The stems of a name without its forms; of a name that is nothing but forms, all of them."""
    words = _WORD.findall(fold(name))
    own = [word for word in words if word not in FORMS] or words
    return frozenset(stem for word in own if (stem := stem_of(word)).key)


def words_in(names: Iterable[str]) -> frozenset[str]:
    """All folded words of some names."""
    return frozenset(word for name in names for word in _WORD.findall(fold(name)))


def _shared(one: str, other: str) -> int:
    """Length of the common beginning."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=200_000)
def alike(one: Stem, other: Stem) -> bool:
    """Whether two stems are the same word: equal, inflected, an adjective of the other, or mistyped."""
    if one.key == other.key:
        return True
    shared = _shared(one.key, other.key)
    short, long = sorted((len(one.key), len(other.key)))
    if one.is_adjective or other.is_adjective:
        missing = short - shared
        return shared >= 3 and long - shared <= 3 and missing <= (2 if shared >= 6 else short >= 4)
    if shared == short:
        return short >= 4 and long - short <= 2
    return short >= 7 and JaroWinkler.similarity(one.key, other.key) >= 0.955

"""Patterns of the leak check, by kind. They are written for text as `leaks` folds it: plain digits, quotes and spaces, “No” for “№”."""

from __future__ import annotations

import re

from partnerships.leaks_words import DAMAGE, INFRASTRUCTURE, MEASURES, NAMED

_I = re.IGNORECASE
_NUMBER = r"(?:No|Nr|Num|номер|number)\.?\s?"


def _any(*parts: str, flags: int = _I) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(part, flags) for part in parts)


_N = r"(?:N|S|Nord|North|пн\.?(?:\s?ш\.?)?|півн\w*\.?(?:\s?ш\w*\.?)?|с\.?\s?ш\.?|nördl\w*\.?(?:\s?Breite)?|n\.\s?Br\.?)"
_E = r"(?:E|W|O|Ost|East|сх\.?(?:\s?д\.?)?|східн\w*\.?(?:\s?д\w*\.?)?|в\.?\s?д\.?|östl\w*\.?(?:\s?Länge)?|ö\.\s?L\.?)"
_DEG = r"(?:°|º|deg(?:rees?)?\.?|grad|град(?:ус\w*)?\.?)"
_MIN = r"(?:'|′|min(?:uten?|utes?)?\.?|хв(?:илин\w*)?\.?|мин(?:ут\w*)?\.?)"
_BETWEEN = r"\s{0,3}°?\s{0,3}(?:[,;/|]|\s|und|and|та|і|x)\s*"
_NOT_MONEY = (
    r"(?!\s*(?:€|eur|usd|uah|грн|mio|тис|einwohn|inhabit|жител|menschen|people|осіб|euro|tonnen|м2|m2))"
)
COORDINATES = _any(
    # two decimals with four places or more
    rf"(?<![\d.,])[-+]?\d{{1,2}}[.,]\d{{4,}}{_BETWEEN}[-+]?\d{{1,3}}[.,]\d{{4,}}",
    # three places, within Europe from the Rhine to Luhansk, and no amount
    rf"(?<![\d.,])(?:4[4-9]|5[0-5])\.\d{{3,4}}(?!\d)\s*[,;/|]\s*(?:[6-9]|[1-3]\d|40)\.\d{{3,4}}(?![\d.,]\d){_NOT_MONEY}",
    rf"(?<![\d.,])(?:4[4-9]|5[0-5])[.,]\d{{2,}}\s*{_DEG}?\s*{_N}(?!\w)",
    rf"(?<![\d.,])\d{{1,3}}[.,]\d{{2,}}\s*{_DEG}\s*(?:{_N}|{_E})(?!\w)",
    r"(?<!\w)[NS]\s?\d{1,2}[.,°\s]\s?\d{2,}[\d.,'′\"\s]{0,14}[,;/]?\s*[EOW]\s?\d{1,3}[.,°\s]\s?\d{2,8}[\d.,'′\"]{0,8}",
    rf"(?<![\d.,])\d{{1,3}}\s*{_DEG}\s*\d{{1,2}}(?:[.,]\d+)?\s*(?:{_MIN}|{_N}(?!\w)|{_E}(?!\w))",
    r"(?<![\d.,])\d{1,3}[.,]\d{3,}\s*[°º](?!\s*[CF])",
    r"\b(?:lat(?:itude)?|lon(?:g|gitude)?|lng|breiten?grad|längen?grad|geogr\w*\.?\s+(?:breite|länge)|широт\w+|довгот\w+|долгот\w+)"
    r"\W{0,4}(?:is|ist|von|of)?\W{0,3}[-+]?\d{1,3}[.,]\d{2,}",
    r"\b(?:geo|gps)?-?(?:koordinaten?|coordinates?|coords?|координат\w*|gps)\b\W{0,12}[-+]?[NE]?\s?\d{1,3}(?:[.,]\d+|\s*°)",
    # military grid, UTM, Gauß-Krüger and the Ukrainian national grid
    r"(?<![\w.])3[0-8]\s?[STUVN]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}(?!\w)",
    r"(?<![\w.])3[0-8]\s?[NSTUV][\s,]+(?:E(?:asting)?\W{0,3})?\d{6,7}(?:[.,]\d+)?\s*(?:m?\s?[EO])?[\s,;/]+(?:N(?:orthing)?\W{0,3})?\d{7}",
    r"\b(?:utm|mgrs|easting|northing|rechtswert|hochwert|gauß-krüger|gauss-kruger|уск-2000|ск-42|ск-63|ucs-2000)\b[^\n]{0,24}?\d{6,}",
    r"(?<!\w)[xyхуXY]\s*[=:]\s*\d{6,8}(?:[.,]\d+)?",
    r"\bgeohash\W{1,4}[0-9b-hjkmnp-z]{5,12}\b",
)  # fmt: skip
_OLC = "[23456789CFGHJMPQRVWX]"
PLUS_CODES = _any(
    rf"(?<![\w+])(?=[\d+]{{0,9}}[CFGHJMPQRVWX])(?:{_OLC}{{8}}|{_OLC}{{4,6}})\+{_OLC}{{2,4}}(?!\w)"
)
WHAT3WORDS = _any(
    r"//\s?/\s?[^\W\d_]{2,}[.。・][^\W\d_]{2,}[.。・][^\W\d_]{2,}",
    r"\b(?:what3words|w3w|what\s?3\s?words)\b\W{0,6}(?:address|adresse|адреса)?\W{0,4}[^\W\d_]{2,}\.[^\W\d_]{2,}\.[^\W\d_]{2,}",
    r"(?:what3words\.com|w3w\.co)/\S+",
)
MAP_LINKS = _any(
    r"\bgeo:\s?-?\d[\d.,;?=\w-]*",
    r"\b(?:https?://)?(?:[\w-]{1,40}\.){0,3}(?:maps\.google|google\.[a-z.]{2,6}/maps|maps\.app\.goo\.gl|goo\.gl|g\.co/|g\.page|earth\.google|"
    r"openstreetmap\.\w+|osm\.org|osm\.li|osm\.to|umap\.\w+|yandex\.\w+(?:\.\w+)?/(?:maps|map-)|maps\.yandex|bing\.com/maps|binged\.it|"
    r"maps\.apple|wego\.here|share\.here|her\.is|waze\.com|mapy\.(?:cz|com)|2gis\.\w+|visicom\.ua|maps\.visicom|wikimapia\.org|"
    r"deepstatemap\.\w+|liveuamap\.com|maps\.me|omaps\.app|ge0\.me|organicmaps\.app|plus\.codes|geohack\.\w+|mapcarta\.com|"
    r"maps\.here|satellites\.pro|zoom\.earth|kadastr\.live|map\.land\.gov\.ua|e\.land\.gov\.ua|komoot\.\w+|mapillary\.com)[^\s<>\"]*",
    r"\b(?:https?://)?(?:www\.)?(?:bit\.ly|tinyurl\.com|t\.ly|is\.gd|cutt\.ly|clck\.ru|rb\.gy|ow\.ly|shorturl\.at|v\.gd|tiny\.cc|"
    r"buff\.ly|rebrand\.ly|u\.to|surl\.li|short\.io|qrco\.de|t\.co|lnk\.bio|s\.id)/\S+",
    r"https?://\S{0,300}(?:[?&#@/](?:ll|q|center|mlat|mlon|pt|lat|lon|lng)=|/@)-?\d{1,3}\.\d+\S{0,300}",
    r"https?://(?:maps?\.|[\w.-]{1,80}/maps?[/?])\S+",
)
_UK_NAME = (
    r"(?:\d{1,2}\s?-?(?:го|ї|ої|та|а)?\s+)?(?:[А-ЯІЇЄҐ][\w'.-]{0,30}+)(?:\s[А-ЯІЇЄҐ][\w'.-]{0,30}+){0,2}"
)
_LATIN_NAME = r"[A-ZÄÖÜŠŽČ][\w'.-]{1,30}+(?:\s[A-ZÄÖÜŠŽČ][\w'.-]{1,30}+){0,2}"
_DE_NAME = r"[A-ZÄÖÜ][\wäöüß.]{1,30}+"
_END = r"(?![\d.,]*\d|\s*%|\s*Uhr|\s*(?:Mio|Euro|EUR))"
_HOUSE = rf"\s*,?\s*(?:(?:{_NUMBER})|(?:буд|будинок|дом|д|bud|building|bldg|house)\.?\s?(?:{_NUMBER})?)?\d{{1,3}}\s?(?:[a-zA-Zа-яіА-Я]\b)?"
_NO_HOUSE = (
    r"(?!(?:Arbeits|Spiel|Sport|Stand|Fest|Studien|Ausbildungs|Praktikums|Park|Liege|Schlaf|Steh|Sitz|Um|Aus|Bildungs|Lern|Schul)"
    r"(?:platz|weg))"
)
_DE_KIND = r"(?:straße|strasse|str\.|weg|allee|platz|gasse|ring|damm|ufer|chaussee|promenade|steig|pfad|stieg|kai|twiete)"
ADDRESSES = _any(
    rf"\b{_NO_HOUSE}[A-ZÄÖÜ][\wäöüß-]{{1,40}}{_DE_KIND}{_HOUSE}{_END}",
    rf"\b(?:{_DE_NAME}[\s-]{{1,3}}){{1,2}}(?:Straße|Strasse|Str\.|Allee|Platz|Gasse|Ring|Damm|Ufer|Chaussee|Weg){_HOUSE}{_END}",
    rf"\b(?:Straße|Strasse|Str\.|Platz|Allee)\s+(?:der|des|von|am|an|zum|zur)\s+(?:\w{{1,20}}\s+)?{_DE_NAME}{_HOUSE}{_END}",
    rf"\b(?:Am|An der|An den|Im|In der|Auf der|Auf dem|Zum|Zur|Unter den|Hinter der|Alter|Neuer)\s+{_DE_NAME}\s+\d{{1,3}}"
    r"\s?[a-z]?(?=\s*[,;]\s*(?:D-)?\d{5}\b)",
    rf"(?<!\w)(?:[Вв]ул\.|[Вв]улиц[яіею]\w?|[Пп]росп\.|[Пп]р-к?т\.?|[Пп]роспект[уі]?|[Пп]ров\.|[Пп]ровул[ко]\w*|[Бб]-р\.?|[Бб]ульв\.|[Бб]ульвар[уі]?|"
    rf"[Уу]л\.|[Уу]лиц[аеы]|[Пп]ер\.|[Пп]ереул\w+)\s?{_UK_NAME}(?:{_HOUSE})?",
    rf"(?<!\w)(?:[Пп]л\.|[Пп]лощ[аі]|[Мм]айдан[іу]?|[Шш]осе|[Нн]абережн\w+|[Уу]зв[оі]з\w*|[Мм]ікрорайон[іу]?|[Мм]кр\.?)\s?{_UK_NAME}{_HOUSE}",
    rf"(?<!\w){_UK_NAME}\s+(?:вул\.|вулиця|просп\.|проспект|провулок|бульвар|шосе){_HOUSE}",
    rf"\b\d{{1,4}}[a-zA-Z]?,?\s+{_LATIN_NAME}\s+(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.|Boulevard|Blvd\.?|Lane|Ln\.|Square|Highway|Prospect|Embankment)(?!\w)",
    rf"\b{_LATIN_NAME}\s+(?:Street|St\.?|Str\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane|Square|Highway|Prospect|Embankment){_HOUSE}{_END}",
    rf"\b(?:[Vv]ul\.|[Vv]ulyts\w+|[Vv]ulits\w+|[Vv]ulicya|[Ww]ul\.|[Ww]ulyz\w+|[Pp]rosp\.|[Pp]rospekt|[Pp]r-t|[Pp]rov\.|[Pp]rovulok|[Bb]ulv\.|[Bb]ulvar|"
    rf"[Uu]l\.|[Uu]lits\w+|[Uu]liza|[Uu]lica|[Pp]loshcha|[Mm]aidan\s+(?=\S+\s+\d))\s?{_LATIN_NAME}(?:{_HOUSE})?",
    r"\b(?:Haus(?:nummer|\s?(?:Nr|No)\.?)|house\s(?:no|number)\.?|building\s(?:no|number)\.?|будин(?:ок|ку)\s?(?:No|Nr)\.?|буд\.)\s?\d{1,4}\b",
    r"\b(?:Adresse|Anschrift|address|адреса|адресою)\s*:\s*\S[^\n]{0,60}?\d{1,4}",
    flags=0,
)  # fmt: skip
_QUOTED = r"\s*[«„\"“][^»“”\"]{2,40}[»“”\"]"
FACILITIES = _any(
    rf"(?<!\w)(?:{INFRASTRUCTURE}|{NAMED})(?:\s*[-–]\s*|\s+)(?:{_NUMBER})?\d{{1,4}}(?![\d.,]*\d|\s*(?:%|kW|кВт|{MEASURES}))(?!\w)",
    rf"(?<!\w)(?:{INFRASTRUCTURE}|{NAMED})\s*(?:{_NUMBER})\d{{1,4}}",
    rf"(?<!\w)(?:{INFRASTRUCTURE}|{NAMED}){_QUOTED}",
    rf"(?<!\w)(?:{INFRASTRUCTURE})\s*[-–\s]\s*(?:Nord|Süd|Ost|West|North|South|East|Північн\w+|Південн\w+|Східн\w+|Західн\w+)(?:ost|west)?\b",
)
INFRASTRUCTURE_WORDS = _any(rf"(?<!\w)(?:{INFRASTRUCTURE})(?!\w)")
DAMAGE_WORDS = _any(rf"(?<!\w)(?:{DAMAGE})(?!\w)")
FIGURES = _any(
    rf"(?<![\w.,])\d[\d.,\s]{{0,12}}(?:tsd\.?|тис\.?|thousand|mio\.?|млн)?\s?(?:{MEASURES})(?!\w)",
    rf"(?<!\w)\d{{1,3}}(?:[.,]\d+)?\s?(?:%|prozent|percent|per\s+cent|відсотк\w+)[^.\n]{{0,40}}?(?:{DAMAGE})(?!\w)",
    rf"(?<!\w)(?:{DAMAGE})[^.\n]{{0,24}}?\d{{1,3}}(?:[.,]\d+)?\s?(?:%|prozent|percent|per\s+cent|відсотк\w+)",
)

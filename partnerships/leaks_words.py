"""Words of the leak check: names of infrastructure, damage and measures in German, Ukrainian and English, as parts of patterns.

Only stems are listed; endings are taken along by the patterns. “Міст” alone is left out: it also means “of the cities”.
"""

from __future__ import annotations

INFRASTRUCTURE = (
    # German
    r"umspann(?:werk|station)\w*|transformator\w*|trafo(?:station|s)?\w*|schalt(?:anlage|werk)\w*|pump(?:werk|station|enhaus)\w*|"
    r"wassergewinnung\w*|hochbehälter\w*|trinkwasserspeicher\w*|wasserturm\w*|wasserwerk\w*|tiefbrunnen\w*|kläranlage\w*|"
    r"kläwerk\w*|klärwerk\w*|kesselhaus\w*|kesselhäuser\w*|heizwerk\w*|heizhaus\w*|heizkraftwerk\w*|blockheizkraftwerk\w*|kraftwerk\w*|"
    r"fernwärmeleitung\w*|hauptleitung\w*|hochspannungs\w+|freileitung\w*|stromtrasse\w*|gasdruckregel\w+|gasverteil\w+|"
    r"gasspeicher\w*|staudamm\w*|staumauer\w*|sendemast\w*|funkmast\w*|basisstation\w*|rechenzentrum\w*|vermittlungsstelle\w*|"
    r"bunker\w*|schutzr(?:aum|äume)\w*|luftschutz\w+|tanklager\w*|treibstofflager\w*|notstromaggregat\w*|"
    r"(?:straßen|eisenbahn|bahn|fluss)brücke\w*|brücken?\s+über|"
    # Ukrainian (and Russian where it is written the same)
    r"підстанці\w+|подстанци\w+|трансформатор\w*|насосн\w+(?:\s+станці\w+)?|водонасосн\w+|водозабор\w*|водозабір\w*|свердловин\w*|"
    r"водонапірн\w+\s+(?:веж|башт)\w+|очисн\w+\s+споруд\w*|котельн\w*|тепломереж\w*|теплотрас\w*|теплопункт\w*|електростанці\w+|"
    r"електромереж\w*|ліні\w+\s+електропередач\w*|лэп|леп|тец|тэц|тес|гес|аес|кнс|внс|грс|грп|трп|цтп|газорозподільн\w+|"
    r"дамб\w*|гребл\w*|мост(?:у|и|ом|ів|ах|ами|ові|ами)|міст\s+через|шляхопровід\w*|укритт\w*|бомбосховищ\w*|сховищ\w*|"
    r"базов\w+\s+станці\w+|вишк\w+\s+зв'язку|веж\w+\s+зв'язку|дата-центр\w*|нафтобаз\w*|склад\w*\s+(?:пмм|пального)|"
    r"вузол\s+зв'язку|резервуар\w*\s+чистої\s+води|"
    # English and transliterated
    r"substations?|transformers?|switchyards?|switchgear|pump(?:ing)?[\s-](?:stations?|houses?)|water\s+intakes?|water\s+towers?|"
    r"boreholes?|(?:waste)?water\s+(?:treatment\s+)?plants?|treatment\s+plants?|sewage\s+(?:works|plants?)|boiler\s+(?:houses?|plants?|rooms?)|"
    r"heating\s+plants?|power\s+(?:plants?|stations?)|chp(?:\s+plants?)?|transmission\s+lines?|high[\s-]voltage\s+\w+|"
    r"gas\s+(?:distribution|regulating)\s+\w+|(?:road|railway|rail|river)\s+bridges?|bridges?\s+(?:over|across)|hydroelectric\s+\w+|"
    r"bomb\s+shelters?|air[\s-]raid\s+shelters?|shelters?|bunkers?|data\s+cent(?:er|re)s?|cell\s+towers?|radio\s+masts?|base\s+stations?|"
    r"fuel\s+depots?|kotelnia|pidstantsi\w+|vodokanal\s+pumping"
)
#: Also dangerous with a number or a name, although nothing about it is secret in general.
NAMED = r"лікарн\w+|госпітал\w+|поліклінік\w+|krankenhaus|klinikum|hospital|likarnia"
DAMAGE = (
    r"zerstör\w+|beschädig\w+|ausgefallen\w*|ausfall\w*|getroffen\w*|einschl(?:ag|äge)\w*|beschuss\w*|beschossen\w*|außer\s+betrieb|"
    r"schäden|schaden\w*|"
    r"зруйнован\w+|пошкоджен\w+|знищен\w+|влучан\w+|обстріл\w*|знеструмлен\w+|приліт\w*|вийш\w+\s+з\s+ладу|не\s+працю\w+|"
    r"разрушен\w+|поврежд\w+|"
    r"destroyed|damaged?|shelled|shelling|knocked\s+out|out\s+of\s+(?:service|order)|(?:was|were|been)\s+hit|missile|drone\s+strike"
)
MEASURES = (
    r"(?:(?-i:kV|кВ)|MVA?|MW|MWth|MWel|GW|Gcal|МВА|МВт|ГВт|Гкал)(?:/h|/год|/hour)?|"
    r"(?:m3|m\^3|cbm|kubikmeter|cubic\s+met(?:er|re)s|м3|куб\.?\s?м\.?|кубометр\w*|тис\.?\s?м3|l|л|liters?|liter)\s?"
    r"(?:/|pro|per|на|за|am|a)\s?(?:h|s|d|tag|stunde|day|hour|год|годину|добу|доб|день|с|сек)"
)

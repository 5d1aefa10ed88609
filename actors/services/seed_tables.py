"""How the words of the source documents map to ours. What is not listed has no mapping and is left out, never guessed."""

from __future__ import annotations

from actors.enums import ActorKind

#: Kind in actors_from_seeds.csv → ours. Events, documents, programmes, projects, ideas, persons, bodies within an
#: organisation, buildings and groups of unnamed actors are no organisations. "Kommune/Region (UA)" is one row
#: (Poltawa): the partner meant there is the waste association of four hromadas, entered with its partnership.
KINDS: dict[str, ActorKind] = {
    "Plattform": ActorKind.NETWORK,
    "Geschäftsstelle": ActorKind.IMPLEMENTING,
    "Regierung (Bund)": ActorKind.FEDERAL_BODY,
    "Ministerium (Bund)": ActorKind.FEDERAL_BODY,
    "Landesbehörde": ActorKind.STATE_BODY,
    "Landesgesellschaft": ActorKind.STATE_BODY,
    "Behörde (UA)": ActorKind.STATE_BODY,
    "Verein": ActorKind.ASSOCIATION,
    "Verband": ActorKind.ASSOCIATION,
    "Fachstelle": ActorKind.ASSOCIATION,
    "Institut": ActorKind.ASSOCIATION,
    "Initiative": ActorKind.ASSOCIATION,
    "Kommunaler Spitzenverband": ActorKind.MUNICIPAL_ASSOCIATION,
    "Kommunalverband": ActorKind.MUNICIPAL_ASSOCIATION,
    "Zweckverband": ActorKind.UTILITY,
    "Kommunales Unternehmen": ActorKind.UTILITY,
    "Klinikverbund": ActorKind.CLINIC,
    "Einrichtung (UA)": ActorKind.CLINIC,
    "Kommune (DE)": ActorKind.MUNICIPALITY,
    "Kommune (UA)": ActorKind.MUNICIPALITY,
    "Kommune (PL)": ActorKind.MUNICIPALITY,
    "Land": ActorKind.REGION,
    "Region (UA)": ActorKind.REGION,
    "Stiftung": ActorKind.FOUNDATION,
    "Kammer": ActorKind.CHAMBER,
    "Hochschule": ActorKind.UNIVERSITY,
    "Durchführungsorganisation": ActorKind.IMPLEMENTING,
    "Außenstelle": ActorKind.IMPLEMENTING,
    "Servicestelle": ActorKind.IMPLEMENTING,
    "Netzwerk": ActorKind.NETWORK,
    "Netzwerk/Programm": ActorKind.NETWORK,
    "Diplomatische Vertretung": ActorKind.DIPLOMATIC,
    "Internationale Organisation": ActorKind.INTERNATIONAL,
}

#: Topic word in the source → slug of our topic; each is the topic's name or one of its synonyms.
TOPICS: dict[str, str] = {
    "Wiederaufbau": "wiederaufbau-infrastruktur",
    "bau": "wiederaufbau-infrastruktur",
    "foerderung": "foerderung",
    "staedtepartnerschaft": "partnerschaftsanbahnung",
    "kommunalpartnerschaft": "partnerschaftsanbahnung",
    "regionalpartnerschaft": "regionalpartnerschaft",
    "politische-bildung": "erinnerungskultur",
    "urban-diplomacy": "kommunale-aussenpolitik",
    "kommunalpolitik": "selbstverwaltung",
    "eu-beitritt": "eu-beitritt",
    "zivilgesellschaft": "zivilgesellschaft",
    "aussenwirtschaft": "aussenwirtschaft",
    "geschaeftspartnersuche": "aussenwirtschaft",
    "investition": "wirtschaftsfoerderung",
    "humanitaere-hilfe": "humanitaere-hilfe",
    "logistik": "logistik",
    "gesundheit": "gesundheit",
    "psychiatrie": "mhpss",
    "kommunale-unternehmen": "betreiberpartnerschaften",
    "betreiberpartnerschaft": "betreiberpartnerschaften",
    "wasser": "wasserversorgung",
    "abwasser": "abwasser",
    "energie": "stromversorgung",
    "abfall": "abfallwirtschaft",
    "smart-city": "digitalisierung",
    "flucht": "gefluechtete",
    "studierende": "hochschule",
    "wissenschaft": "hochschule",
    "stadtentwicklung": "stadtentwicklung",
    "peer-learning": "fortbildung-wissenstransfer",
}

#: Source documents by the beginning of their file name.
SOURCES: dict[str, str] = {
    "000": "Werkstattgespräch zur Plattform Wiederaufbau Ukraine, 15.05.2023",
    "001": "Bericht vom Themenkreis Nachhaltiger Wiederaufbau der Wirtschaft, 06.12.2023",
    "002": "Bericht der Konferenz „Kommunale Außenpolitik im Kontext der Ukraine-Hilfe“, 08.11.2023",
    "003": "Ankündigung der deutsch-ukrainischen kommunalen Partnerschaftskonferenz, 24.10.2023",
    "004": "Vorstellung des Reallabors kommunaler Aufbaupartnerschaften NRW–Ukraine, 2023",
}

"""What a person agrees to when a contact is published: the exact words, by version and language.

Not among the translations on purpose: who changes a word makes a new version, and what was agreed to stays readable under the old one.
Every consent also keeps the words as they were shown.
"""

from __future__ import annotations

VERSION = "2026-11"

WORDINGS: dict[str, dict[str, str]] = {
    "2026-11": {
        "de": (
            "Ich bin damit einverstanden, dass die hier genannten Angaben auf der Plattform Wiederaufbau Ukraine öffentlich angezeigt "
            "werden, damit andere Organisationen Kontakt aufnehmen können. Jede Person kann sie dort lesen, auch Suchmaschinen können "
            "sie finden. Die Einwilligung ist freiwillig; ohne sie sehen nur angemeldete Mitglieder oder vermittelte Partner den Kontakt. Ich "
            "kann sie jederzeit für die Zukunft widerrufen, mit dem Link in der Bestätigung oder unter „Meine Kontakte“ im Konto. Nach "
            "dem Widerruf sind die Angaben innerhalb einer Minute von den öffentlichen Seiten verschwunden. Werden die Angaben "
            "geändert, gilt die Einwilligung nicht mehr, und ich werde neu gefragt. Zeitpunkt und Wortlaut werden als Nachweis gespeichert."
        ),
        "uk": (
            "Я погоджуюся, щоб зазначені тут дані публічно показувалися на Платформі «Відбудова України», аби інші організації могли "
            "звернутися до мене. Там їх може прочитати кожен, їх можуть знайти й пошукові системи. Згода є добровільною; без неї контакт "
            "бачать лише учасники, які увійшли в обліковий запис, або партнери, яких познайомив портал. Я можу будь-коли відкликати її на "
            "майбутнє: за посиланням у листі-підтвердженні або в розділі «Мої контакти» облікового запису. Після відкликання дані "
            "зникають із публічних сторінок протягом хвилини. Якщо дані зміняться, згода втрачає чинність, і мене запитають знову. Час "
            "і текст згоди зберігаються як підтвердження."
        ),
        "en": (
            "I agree that the details named here are shown publicly on the Platform Reconstruction Ukraine, so that other organisations can get "
            "in touch. Everybody can read them there, and search engines can find them. The consent is voluntary; without it only members "
            "who are logged in, or introduced partners, see the contact. I can withdraw it for the future at any time, by the link in the "
            "confirmation or under “My contacts” in my account. After that the details are gone from the public pages within a "
            "minute. If the details are changed, the consent no longer holds and I am asked again. Time and wording are kept as a proof."
        ),
    }
}


def current(language: str) -> str:
    """The words in force; English for a language without any."""
    words = WORDINGS[VERSION]
    return words.get(language, words["en"])

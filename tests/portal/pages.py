"""The pages of the portal, for everything that must hold on each of them."""

from __future__ import annotations

LANGUAGES = ("de", "uk", "en")

#: Public pages under /<language>/; those with a query show a state of their own.
PUBLIC = (
    "",
    "?group=municipality&region=nordrhein-westfalen",
    "actors/",
    "actors/?q=Shytomyr&group=municipality",
    "actors/?q=xyzxyzxyz",
    "actors/?view=map",
    "actors/stadt-essen/",
    "working-groups/",
    "working-groups/{working_group}/",
    "partnerships/",
    "partnerships/?q=xyzxyzxyz",
    "partnerships/{partnership}/",
    "partnerships/statistics/",
    "partnerships/statistics/requests/",
    "regions/nordrhein-westfalen/",
    "regions/oblast-lwiw/",
    "postings/",
    "postings/angebot-essen-buergerbeteiligung/",
    "events/",
    "events/?when=all&kind=conference",
    "events/?q=xyzxyzxyz",
    "events/partnerschaftskonferenz-leipzig-2023/",
    "events/partnerschaftskonferenz-leipzig-2023/?view=list",
    "events/partnerschaftskonferenz-leipzig-2023/programme/changes/",
    "events/beispiel-werkstatt-wiederaufbau/programme/",
    "events/kommunale-aussenpolitik-2023/report/",
    "events/series/fortbildungsreihe-reallabor/",
    "matchmaking/",
    "matchmaking/stadt-essen/",
    "matchmaking/place/695594/",
    "matchmaking/how-it-works/",
    "matchmaking/without-a-partner/",
    "funding/",
    "funding/?who=utility",
    "funding/wiederaufbauprojekte-nrw-dnipropetrowsk/",
    "places/",
    "places/?place=Riwne",
    "places/?place=xyzxyzxyz",
    "search/",
    "search/?q=Riwne",
    "search/?q=xyzxyzxyz",
    "imprint/",
    "privacy/",
    "accessibility/",
    "accessibility/feedback/",
    "easy-language/",
    "sources/",
    "style-guide/",
    "join/",
    "join/sent/",
    "join/confirmed/",
    "actors/stadt-essen/claim/",
    "actors/stadt-essen/claim/sent/",
    "account/login/",
    "account/password/reset/",
)

#: Pages with a form that posts: the only ones that may set the CSRF cookie.
WITH_FORM = (
    "accessibility/feedback/", "account/login/", "account/password/reset/", "join/", "actors/stadt-essen/claim/",
)  # fmt: skip

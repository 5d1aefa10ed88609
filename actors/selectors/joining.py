"""Facts for decisions about joining: whether address and website fit, whether the organisation is listed already."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.enums import MUNICIPAL_KINDS
from actors.models import Actor
from actors.selectors import search
from places.models import Place

SHOWN = 3

#: Providers that give addresses to everyone.
FREE_MAIL = frozenset(
    {
        "gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.com", "web.de", "t-online.de",
        "freenet.de", "mail.de", "posteo.de", "mailbox.org", "arcor.de", "1und1.de", "online.de", "vodafone.de",
        "outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "live.com", "live.de", "msn.com", "yahoo.com",
        "yahoo.de", "ymail.com", "icloud.com", "me.com", "aol.com", "aol.de", "proton.me", "protonmail.com",
        "tutanota.com", "tuta.io", "ukr.net", "i.ua", "meta.ua", "bigmir.net", "email.ua", "online.ua", "wp.pl",
        "o2.pl", "onet.pl", "interia.pl", "op.pl",
    }
)  # fmt: skip

#: Endings below which everyone may have a name.
SHARED_ENDINGS = frozenset(
    {
        "gov.ua", "com.ua", "org.ua", "edu.ua", "net.ua", "in.ua", "co.ua", "gov.pl", "com.pl", "org.pl", "edu.pl",
        "net.pl", "co.uk", "org.uk", "gov.uk", "ac.uk",
    }
)  # fmt: skip


class Fit(models.TextChoices):
    """How the domain of an address fits the website of an organisation."""

    MATCH = "match", _("the address belongs to the website")
    FREE_MAIL = "free_mail", _("address of a free mail provider")
    DIFFERENT = "different", _("the address belongs to another domain than the website")
    NO_WEBSITE = "no_website", _("no website is known to compare with")


@dataclass(frozen=True, slots=True)
class DomainHint:
    """A hint for the secretariat, not a proof."""

    fit: Fit
    address: str
    website: str

    @property
    def tone(self) -> str:
        """Of the badge."""
        return {Fit.MATCH: "success", Fit.DIFFERENT: "danger"}.get(self.fit, "warning")


def domain_hint(email: str, website: str) -> DomainHint:
    """Compares the domains, also across subdomains and umlauts."""
    address = _plain(email.rpartition("@")[2])
    host = _plain(_host(website))
    if address in FREE_MAIL:
        return DomainHint(Fit.FREE_MAIL, address, host)
    if not host:
        return DomainHint(Fit.NO_WEBSITE, address, "")
    return DomainHint(Fit.MATCH if _belong_together(address, host) else Fit.DIFFERENT, address, host)


def _host(website: str) -> str:
    try:
        return urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""


def _plain(domain: str) -> str:
    """Without "www.", umlauts as they are written in the domain system."""
    name = domain.strip().strip(".").casefold().removeprefix("www.")
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def _belong_together(address: str, host: str) -> bool:
    short, long = sorted((address, host), key=len)
    if short in SHARED_ENDINGS or "." not in short:
        return False
    return long == short or long.endswith(f".{short}")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry that may be the organisation meant."""

    name: str
    place: str
    url: str
    claim_url: str


def similar(organisation: str, *, kind: str, place: Place | None) -> list[Listed]:
    """Entries on public pages that may be this organisation: by name in any script, municipal ones also by place. ≤ 4 queries."""
    keys = [int(pk) for pk in search.find(organisation).best[:SHOWN]]
    if place is not None and kind in MUNICIPAL_KINDS:
        same = Actor.objects.published().filter(kind=kind, place=place).values_list("pk", flat=True)
        keys = [*same[:SHOWN], *keys]
    found = Actor.objects.published().select_related("place__region").in_bulk(keys)
    return [_listed(found[pk]) for pk in dict.fromkeys(keys) if pk in found][:SHOWN]


def _listed(actor: Actor) -> Listed:
    return Listed(
        name=actor.name,
        place=actor.place.label_here if actor.place else "",
        url=actor.get_absolute_url(),
        claim_url=reverse("claim", args=[actor.slug]),
    )

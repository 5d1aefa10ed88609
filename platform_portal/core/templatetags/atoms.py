"""The smallest components. Written as strings, not templates: a list of twenty cards calls them a hundred times."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from platform_portal.core import slots
from platform_portal.core.formats import country_name

register = template.Library()

TONES = frozenset({"info", "success", "warning", "danger"})
_ARC = mark_safe(
    '<svg viewBox="0 0 36 14" aria-hidden="true"><path class="pw-glyph" d="M2 12.5Q18 -6 34 12.5"/></svg>'
    '<span class="kern-sr-only">–</span>'
)
_ROLE_WORDS = {
    "need": lambda: pgettext("role of a topic", "needs"),
    "offer": lambda: pgettext("role of a topic", "offers"),
    "works_on": lambda: pgettext("role of a topic", "works on"),
}


@register.simple_tag
def icon(name: str, size: str = "small") -> SafeString:
    """One of KERN's icons, decoration only: the word stands beside it. Sizes: small, default, large."""
    return format_html(
        '<span class="kern-icon kern-icon--{} kern-icon--{}" aria-hidden="true"></span>', name, size
    )


@register.simple_tag
def badge(label: object, tone: str = "info") -> SafeString:
    """A status: sign and word. Tones: info, success, warning, danger."""
    tone = tone if tone in TONES else "info"
    return format_html(
        '<span class="kern-badge kern-badge--small kern-badge--{0}"><span class="kern-icon kern-icon--{0}'
        ' kern-icon--small" aria-hidden="true"></span><span class="kern-label">{1}</span></span>',
        tone,
        label,
    )


@register.simple_tag
def cc(code: str) -> SafeString:
    """The two letters of a country, read out as its name."""
    return _cc(conditional_escape(code), get_language())


@lru_cache(maxsize=64)
def _cc(code: SafeString, _reader: str | None) -> SafeString:
    return format_html('<abbr class="pw-cc" title="{}">{}</abbr>', country_name(code), code)


@register.simple_tag
def tie(parties: Iterable[Any], kind: str = "town") -> SafeString:
    """Partners joined by arcs. A party is a text, an object, or a pair (text, language of the text)."""
    names = [_name(party) for party in parties]
    if not names:
        return SafeString("")
    rest = format_html_join("", "<span>{}{}</span>", ((_ARC, name) for name in names[1:]))
    return format_html('<span class="pw-tie pw-tie--{}"><span>{}</span>{}</span>', kind, names[0], rest)


def _name(party: Any) -> SafeString | str:
    if isinstance(party, tuple | list):
        return format_html('<span lang="{}">{}</span>', party[1], party[0])
    return str(party)


@register.simple_tag
def tag(label: object, role: str = "", lang: str = "") -> SafeString:
    """A topic; with a role (`need`, `offer`, `works_on`) the word stands before it."""
    text = label if isinstance(label, str | SafeString) else str(label)
    return _tag(conditional_escape(text), role, lang, get_language())


@lru_cache(maxsize=4096)
def _tag(label: SafeString, role: str, lang: str, _reader: str | None) -> SafeString:
    modifier = {"need": " pw-tag--need", "offer": " pw-tag--offer"}.get(role, "")
    word = _ROLE_WORDS[role]() if role in _ROLE_WORDS else ""
    before = format_html("<b>{}</b> ", word) if word else ""
    text = format_html('<span lang="{}">{}</span>', lang, label) if lang else label
    return format_html('<li class="pw-tag{}"><span>{}{}</span></li>', mark_safe(modifier), before, text)  # noqa: S308


@register.simple_tag
def tags(items: Iterable[Any], limit: int = 0, role: str = "") -> SafeString:
    """A list of topics: texts, objects, or pairs (topic, role). Beyond `limit` the number of the others."""
    every = list(items)
    shown = every[:limit] if limit else every
    parts = [tag(item[0], item[1]) if isinstance(item, tuple | list) else tag(item, role) for item in shown]
    if hidden := len(every) - len(shown):
        more = ngettext("and %(count)d more", "and %(count)d more", hidden) % {"count": hidden}
        parts.append(format_html('<li class="pw-tag pw-tag--more">{}</li>', more))
    return format_html('<ul class="pw-tags">{}</ul>', mark_safe("".join(parts))) if parts else SafeString("")  # noqa: S308


@register.simple_tag
def bar(
    label: object, value: float, maximum: float = 100, *, shown: object = None, tone: str = ""
) -> SafeString:
    """A measure: label, number and bar. `shown` replaces the number's text; tones: warn, wait, bridge, utility, region."""
    width = 200 * min(max(value / maximum, 0), 1) if maximum else 0
    return format_html(
        '<div class="pw-bar"><span class="pw-bar__label"><span>{}</span><span class="pw-num">{}</span></span>'
        '<svg viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true"><rect class="pw-bar__rail" width="200"'
        ' height="8" rx="2"/><rect class="pw-bar__fill{}" width="{}" height="8" rx="2"/></svg></div>',
        label,
        value if shown is None else shown,
        f" pw-bar__fill--{tone}" if tone else "",
        f"{width:.1f}",
    )


@register.simple_tag
def demand(count: int, limit: int = 3) -> SafeString:
    """How much in demand an actor is: three marks and words. From `limit` open requests on it counts as in demand."""
    full = count >= limit > 0
    marks = format_html_join(
        "",
        '<rect x="{}" y="1" width="6" height="12" rx="1" class="{}"/>',
        ((x, "on" if index < count else "off") for index, x in enumerate((1, 11, 21))),
    )
    if count == 0:
        words = _("no open requests")
    elif full:
        words = ngettext("in demand: %(count)d open request", "in demand: %(count)d open requests", count) % {
            "count": count
        }
    else:
        words = ngettext("%(count)d open request", "%(count)d open requests", count) % {"count": count}
    return format_html(
        '<span class="pw-load{}"><svg viewBox="0 0 28 14" aria-hidden="true">{}</svg>{}</span>',
        " pw-load--full" if full else "",
        marks,
        words,
    )


@register.simple_tag
def example_mark(text: object = "") -> SafeString:
    """The mark on everything invented for the example world."""
    return format_html('<span class="pw-example">{}</span>', text or pgettext("mark", "Example"))


@register.simple_tag
def source_note(source: object, date: object = "", url: str = "") -> SafeString:
    """Where a statement comes from, linked where it can be read."""
    name = (
        format_html('<a href="{}">{}</a>', url, source) if url.startswith(("https://", "http://")) else source
    )
    when = format_html(", {}", date) if date else ""
    return format_html('<p class="pw-small pw-muted pw-source">{} {}{}</p>', _("Source:"), name, when)


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, **values: Any) -> SafeString:
    """What upper apps have registered to show here (see `platform_portal.core.slots`)."""
    return slots.render(name, context.get("request"), **values)

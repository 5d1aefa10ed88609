"""Components with a template of their own: breadcrumb, pagination, alert, facets, key figures."""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from platform_portal.core import pages

register = template.Library()


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def breadcrumb(context: Context, *steps: Any) -> dict[str, Any]:
    """The way here: label, address, label, address … and the label of this page. The overview comes first by itself."""
    *before, here = steps or ("",)
    shell = context.get("shell")
    pairs = list(zip(before[::2], before[1::2], strict=True))
    return {"steps": pairs, "here": here, "home_url": shell.home_url if shell else "/"}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, name: str = "page") -> dict[str, Any]:
    """Links to the pages of a list; keeps the rest of the query. `page`: of `core.pages.paginate`, or `Links`."""
    links = getattr(page, "links", None) or page
    if not isinstance(links, pages.Links):
        links = pages.links(page.number, page.paginator.num_pages)
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)

    def address(number: int | None) -> str:
        if number is None:
            return ""
        query.pop(name, None)
        if number > 1:
            query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "links": links,
        "numbers": [(number, address(number)) for number in links.window],
        "previous_url": address(links.previous),
        "next_url": address(links.next),
    }


@register.simple_tag
def alert(title: object, text: object = "", tone: str = "info") -> SafeString:
    """A message in the page. Tones: info, success, warning, danger (also Django's message levels)."""
    tone = {"error": "danger", "debug": "info", "": "info"}.get(tone, tone)
    body = (
        format_html('<div class="kern-alert__body"><p class="kern-body">{}</p></div>', text) if text else ""
    )
    return format_html(
        '<div class="kern-alert kern-alert--{0}"><div class="kern-alert__header"><span class="kern-icon'
        ' kern-icon--{0} kern-icon--default" aria-hidden="true"></span><span class="kern-title">{1}</span></div>{2}</div>',
        tone,
        title,
        body,
    )


@register.inclusion_tag("components/facet.html")
def facet(
    *,
    name: str,
    label: object,
    options: Any,
    is_open: bool = True,
    kind: str = "checkbox",
    more_url: str = "",
    more_label: object = "",
) -> dict[str, Any]:
    """One group of filters with counts. Options: objects or dicts with value, label, count, checked (and lang)."""
    return {
        "name": name,
        "label": label,
        "options": options,
        "is_open": is_open,
        "kind": kind,
        "more_url": more_url,
        "more_label": more_label,
    }


@register.inclusion_tag("components/filter_select.html")
def filter_select(
    *, name: str, label: object, options: Any, value: object = "", blank: object = ""
) -> dict[str, Any]:
    """One choice of a filter bar. Options: pairs (value, text); `blank` is the text of "all"."""
    return {
        "name": name,
        "label": label,
        "options": _options(options, "" if value is None else str(value)),
        "blank": blank,
    }


def _options(pairs: Any, chosen: str) -> SafeString:
    """As a string, not by the template: a page offers hundreds of them."""
    rows = (
        f'<option value="{escape(str(value))}"{" selected" if str(value) == chosen else ""}>{escape(str(text))}</option>'
        for value, text in pairs
    )
    return mark_safe("\n  ".join(rows))  # noqa: S308 - escaped above


@register.inclusion_tag("components/key_figure.html")
def key_figure(value: object, label: object, definition: object = "", tone: str = "town") -> dict[str, Any]:
    """A number, what it counts, and its definition. Stands inside `<dl class="pw-stats">`."""
    return {"value": value, "label": label, "definition": definition, "tone": tone}

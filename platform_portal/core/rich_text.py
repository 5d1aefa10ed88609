"""Text with a little markup: cleaned when it is saved and again when it is shown; what word processors add is gone.

Editors may write plain text (blank lines make paragraphs, lines with "- " a list) or paste from elsewhere.
"""

from __future__ import annotations

import html
import re

import nh3
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

TAGS = {"p", "br", "strong", "b", "em", "i", "ul", "ol", "li", "a", "h3", "blockquote"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}
#: What is dropped with everything in it.
WITH_CONTENT = {"script", "style", "title", "xml", "o:p"}
_MARKUP = re.compile(
    r"<(p|br|strong|b|em|i|ul|ol|li|a|h[1-6]|div|span|table|blockquote)\b[^>]*>", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->|<!\[.*?\]>|<\?xml.*?\?>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(p|div|li|h3|blockquote|tr)>|<br\s*/?>", re.IGNORECASE)
_LINK = re.compile(r'<a\s+href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def cleaned(text: str) -> str:
    """Markup of the few kinds allowed, safe to be shown; plain text becomes paragraphs, lists and links."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        return ""
    if not _MARKUP.search(text):
        text = _from_plain(text)
    text = _HEADING.sub(lambda match: f"<{match[1]}h3>", _COMMENT.sub("", text))
    text = re.sub(r"<(/?)div\b[^>]*>", r"<\1p>", text, flags=re.IGNORECASE)
    found = nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags=WITH_CONTENT,
        link_rel=None,
    )
    return re.sub(r"<p>(\s|&nbsp;|<br>)*</p>", "", found).strip()


def shown(text: str) -> SafeString:
    """The same, to be put into a page as it is."""
    return mark_safe(cleaned(text))  # noqa: S308 - cleaned above


def plain(text: str) -> str:
    """The words alone, for text parts of mails: paragraphs apart, list items with a dash, addresses of links behind their words."""
    found = cleaned(text)
    found = _LINK.sub(_link_words, found)
    found = re.sub(r"<li>", "- ", found)
    found = _BLOCK_END.sub("\n", found.replace("</p>", "\n\n").replace("</ul>", "\n").replace("</ol>", "\n"))
    found = html.unescape(_TAG.sub("", found))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in found.splitlines())).strip()


def _link_words(match: re.Match[str]) -> str:
    address, words = html.unescape(match[1]), _TAG.sub("", match[2])
    bare = address.removeprefix("mailto:")
    return words if html.unescape(words).strip() in (address, bare) else f"{words} ({escape(bare)})"


def _from_plain(text: str) -> str:
    return "".join(_paragraph(part) for part in re.split(r"\n\s*\n", text) if part.strip())


def _paragraph(part: str) -> str:
    lines = part.strip().split("\n")
    if all(line.lstrip().startswith("- ") for line in lines):
        items = "".join(f"<li>{_linked(line.lstrip()[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return f"<p>{'<br>'.join(_linked(line) for line in lines)}</p>"


def _linked(line: str) -> str:
    return urlize(line, autoescape=True)

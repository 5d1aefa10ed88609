"""The mail of an edition in a real browser, as wide as a telephone and as a mail program: nothing sticks out, everything can be read."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from newsletter.composing import render as rendering
from newsletter.composing.checks import LARGEST
from newsletter.composing.parts import Entry, Part, Picture
from newsletter.models import Edition
from newsletter.services.example_editions import QUARTERLY
from tests.portal.conftest import ROOT
from tests.portal.mailbox import ask
from tests.portal.test_accessibility import AXE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

    from tests.portal.conftest import Portal

pytestmark = pytest.mark.browser

WIDTHS = (360, 640)
LANGUAGES = ("de", "uk", "en")
FONTS = ROOT / "node_modules/@kern-ux/native/dist/fonts/fira-sans"
REFERENCES = ROOT / "tests/portal/references"
#: Size of what is compared: a grey picture a quarter as wide; letters become grey bands, blocks and gaps stay.
SMALLER = 4
#: The largest difference of a small area, of 255: below it lies how machines smooth letters, above it a block that has moved.
TOLERANCE = 24
CONTENT = """
SELECT language, html FROM newsletter_editioncontent JOIN newsletter_edition AS edition ON edition.id = edition_id WHERE edition.slug = %s
"""
CONTRAST = """
() => axe.run(document, {runOnly: ['color-contrast', 'image-alt', 'link-name', 'html-has-lang', 'document-title'], resultTypes: ['violations']})
.then(found => found.violations.flatMap(one => one.nodes.map(node => one.id + ': ' + node.html.slice(0, 120))))
"""
#: Elements that stick out to the right.
STICKS_OUT = """
() => [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 0.5)
.map(one => one.outerHTML.slice(0, 120))
"""
SMALLEST_LETTERS = """
() => Math.min(...[...document.querySelectorAll('body *')].filter(one => one.checkVisibility()
    && [...one.childNodes].some(part => part.nodeType === 3 && part.textContent.trim()))
.map(one => parseFloat(getComputedStyle(one).fontSize)))
"""


@pytest.fixture(scope="module")
def mails(portal: Portal) -> dict[str, str]:
    """The frozen mail of the example edition, by language."""
    found = dict(ask(portal, CONTENT, QUARTERLY))
    assert sorted(found) == sorted(LANGUAGES)
    return found


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a mail; its pictures are one drawing, or blocked as most mail programs do at first."""
    contexts = []

    def opened(html: str, width: int, *, pictures: bool = True, theme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.route("**/*", lambda route: answer(route, html, pictures=pictures))
        page.goto("https://mail.example.org/")
        page.evaluate("document.fonts.ready")
        return page

    yield opened
    for context in contexts:
        context.close()


def answer(route: Route, html: str, *, pictures: bool) -> None:
    """The mail itself, or one of its pictures."""
    if route.request.resource_type == "document":
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif route.request.resource_type == "image" and pictures:
        route.fulfill(body=drawing(), content_type="image/png")
    else:
        route.abort()


def drawing() -> bytes:
    """Half blue, half yellow, with the proportions of a wide picture."""
    picture, kept = Image.new("RGB", (1072, 300), "#2044aa"), io.BytesIO()
    picture.paste("#f7c600", (536, 0, 1072, 300))
    picture.save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize("pictures", [True, False], ids=["pictures", "blocked"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out_and_letters_can_be_read(mails, show, language, width, pictures):
    page = show(mails[language], width, pictures=pictures)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(STICKS_OUT) == []
    assert page.evaluate(SMALLEST_LETTERS) >= 14


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stand_out_in_the_light_and_in_the_dark(mails, show, language, theme):
    page = show(mails[language], 640, theme=theme)
    page.add_script_tag(content=AXE.read_text())
    assert page.evaluate(CONTRAST) == []
    paper = page.locator(".nl-paper").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 46)"}[theme]
    blocked, words = (
        page.locator(which).first.evaluate("one => getComputedStyle(one).color") for which in ("img", "h2")
    )
    assert blocked == words, "words in the place of a picture"


def test_without_pictures_the_mail_says_the_same(mails, show):
    shown, blocked = show(mails["de"], 360), show(mails["de"], 360, pictures=False)
    assert blocked.inner_text("body") == shown.inner_text("body")
    described = shown.locator("img").evaluate_all("all => all.map(one => one.alt)")
    assert described == ["Zeichnung: drei Punkte, von Bogen zu Bogen verbunden: Essen, Zabrze, Riwne"]
    assert blocked.get_by_role("img", name=described[0]).bounding_box()["height"] > 0


def test_the_mail_is_short_enough_for_every_mail_program(mails):
    assert all(10_000 < len(html.encode()) < LARGEST for html in mails.values())


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> str:
    """A mail that is the same on every day and every machine: one part of each shape, in the font that comes with the portal."""
    sentence = "Aus einer polnischen Partnerschaft wird eine Brücke in die Ukraine."
    entries = [Entry(f"Eintrag {n}", "https://example.org/", "6. Dezember 2026 · Dortmund") for n in range(3)]
    parts = [
        Part("text", "Mit Bild", f"<p>{sentence}</p><ul><li>eins</li><li>zwei</li></ul>",
             picture=Picture("https://example.org/picture.png", "Blau und gelb", "Beispiel")),
        Part("events", "Veranstaltungen", entries=entries, link=Entry("Alle auf dem Portal", "https://example.org/")),
        Part("contact", "Schreiben Sie uns", entries=[Entry("sekretariat@example.org", "mailto:sekretariat@example.org")]),
    ]  # fmt: skip
    monkeypatch.setattr(rendering, "parts_of", lambda *args, **kwargs: parts)
    edition = Edition(slug="muster", kind="quarterly", subject_de="Wie Dreiecke tragen", lead_de=sentence)
    faces = "".join(
        face(name, weight) for name, weight in (("Regular", 400), ("SemiBold", 600), ("Bold", 700))
    )
    return rendering.render(edition, "de").html.replace("</head>", f"<style>{faces}</style></head>")


def face(name: str, weight: int) -> str:
    """A font as part of the page."""
    data = base64.b64encode((FONTS / f"FiraSans-{name}.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data})"
    return f"@font-face {{ font-family: 'Fira Sans'; font-weight: {weight}; src: {source}; }}"


def small(page: Page) -> Image.Image:
    """What is compared."""
    page.wait_for_load_state("networkidle")
    grey = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
    reduced = grey.resize((grey.width // SMALLER, grey.height // SMALLER), Image.Resampling.BOX)
    return reduced.filter(ImageFilter.GaussianBlur(2))


def reference(width: int, theme: str = "light") -> Image.Image:
    """What it looked like when somebody last looked at it."""
    return Image.open(io.BytesIO((REFERENCES / f"newsletter-{width}-{theme}.png").read_bytes()))


def difference(one: Image.Image, other: Image.Image) -> float:
    """The largest of all small areas, of 255; 255 where one is longer than the other by more than a line."""
    if one.width != other.width or abs(one.height - other.height) > 24 // SMALLER:
        return 255.0
    height = min(one.height, other.height)
    both = [picture.crop((0, 0, picture.width, height)) for picture in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*both)).extrema[0][1])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_mail_looks_as_it_did(sample, show, width, theme):
    """A layout that was changed on purpose: delete the picture in `references`, run twice, look at it and commit it."""
    seen, kept = small(show(sample, width, theme=theme)), REFERENCES / f"newsletter-{width}-{theme}.png"
    if not kept.exists():
        seen.save(kept, optimize=True)
        pytest.fail(f"{kept.name} is new: look at it, then run again")
    assert difference(seen, reference(width, theme)) <= TOLERANCE


@pytest.mark.parametrize(
    "broken",
    [
        ".nl-text { font-size: 22px !important; } .nl-text * { font-size: 22px !important; }",
        ".nl-paper td { padding-left: 8px !important; }",
        ".nl-paper, .nl-paper table { background: #808080 !important; }",
        "img { display: none !important; }",
        ".nl-list { display: none !important; }",
    ],
)
def test_the_comparison_sees_a_broken_layout(sample, show, broken):
    """Negative control."""
    page = show(sample.replace("</body>", f"<style>{broken}</style></body>"), 640)
    assert difference(small(page), reference(640)) > TOLERANCE


def test_the_comparison_forgives_how_letters_are_drawn(sample, show):
    """Negative control of the other kind: letters a little bolder, as another machine smooths them."""
    other = "* { -webkit-text-stroke: 0.2px; text-rendering: geometricPrecision; }"
    page = show(sample.replace("</body>", f"<style>{other}</style></body>"), 640)
    assert difference(small(page), reference(640)) <= TOLERANCE

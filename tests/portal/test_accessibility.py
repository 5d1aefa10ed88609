"""axe finds nothing, on every page, in three languages, on a phone and a desk, in the light and in the dark."""

import pytest

from tests.portal.conftest import ROOT
from tests.portal.pages import LANGUAGES, PUBLIC
from tests.portal.test_every_page import paths  # noqa: F401

AXE = ROOT / "node_modules/axe-core/axe.min.js"
WIDTHS = (1280, 320)
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.browser


def _violations(page) -> list[str]:
    found = page.evaluate(
        "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}, resultTypes: ['violations']})"
        ".then(result => result.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))",
        LEVELS,
    )
    return list(found)


def _check(page, path: str, language: str) -> list[str]:
    trouble = []
    page.goto(f"/{language}/{path}")
    page.add_script_tag(path=str(AXE)) if not page.evaluate("!!window.axe") else None
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            trouble.append(f"{width}px: wider than the window")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            trouble += [f"{width}px {theme}: {line}" for line in _violations(page)]
    return trouble


@pytest.fixture
def axe_page(browser, portal):
    """A window that may run axe although the policy forbids foreign scripts."""
    context = browser.new_context(base_url=portal.base, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("number", range(len(PUBLIC)), ids=[path or "dashboard" for path in PUBLIC])
def test_a_public_page_has_no_barrier(axe_page, paths, number):  # noqa: F811
    trouble = {
        language: lines for language in LANGUAGES if (lines := _check(axe_page, paths[number], language))
    }
    assert trouble == {}


@pytest.mark.parametrize("path", ["gibt-es-nicht/", "actors/?page=0"])
def test_an_error_page_has_no_barrier(axe_page, path):
    assert {language: lines for language in LANGUAGES if (lines := _check(axe_page, path, language))} == {}

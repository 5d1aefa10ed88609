"""Texts of the interface are only collected where the function that translates has a name the collector knows."""

from __future__ import annotations

import re

from platform_portal.core.translations import FOLDERS, KEYWORDS
from tests.portal.conftest import ROOT

IMPORTED = re.compile(r"\b(?:n|p|np)?gettext(?:_lazy|_noop)? as (\w+)")


def test_no_module_gives_a_translating_function_a_name_the_collector_does_not_know():
    strange = {
        str(path.relative_to(ROOT)): name
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        for name in IMPORTED.findall(path.read_text(encoding="utf-8"))
        if name not in KEYWORDS
    }
    assert strange == {}

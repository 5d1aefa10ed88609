"""Sort keys from the small table are those of the whole Unicode collation."""

from __future__ import annotations

import pytest

from platform_portal.core import collation


@pytest.mark.parametrize(
    "name",
    [
        "Łódź",
        "Stadtwerke Münster 12",
        "Громада Ґалаґан",
        "Водоканал Їжаківка 3",
        "L'Hospitalet – (Straße) „Œuvre“, №5",
        "Dziedzice-Czechowice/Żory",
        "e\u0301te\u0301",
    ],
)
def test_a_key_from_the_table_is_the_one_of_the_whole_collation(name):
    assert collation.sort_key(name, "de") == collation._whole_collation_key(name.strip().casefold())


def test_a_character_outside_the_table_is_sorted_by_the_whole_collation():
    assert collation.sort_key("Ελλάδα", "de") == collation._whole_collation_key("ελλάδα")

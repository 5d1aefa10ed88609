"""Charts as template words: `{% column_chart chart %}`, `{% bar_list chart %}`; the geometry is in `core.charts`."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from django import template

from platform_portal.core.charts import BarList, ColumnChart

register = template.Library()


@register.inclusion_tag("components/column_chart.html")
def column_chart(chart: ColumnChart) -> dict[str, Any]:
    """Stacked columns with their sums, legend, and the same numbers as a table in the fold."""
    return {"chart": chart, "plan": chart.plan(), "id": f"chart-{crc32(str(chart.title).encode()):x}"}


@register.inclusion_tag("components/bar_list.html")
def bar_list(chart: BarList) -> dict[str, Any]:
    """Horizontal bars, one per row, the number beside each: readable without the bars."""
    return {"chart": chart, "rows": chart.rows()}

"""`{% chart it %}`: a chart with its title, its caption and the table below it, in any template."""

from typing import Any

from django import template
from django.template import Context

from yunhe.faces.chart import Chart

register = template.Library()
_HEADINGS = ("h1", "h2", "h3", "h4")


@register.inclusion_tag("parts/chart.html", takes_context=True)
def chart(context: Context, it: Chart, heading: str = "h2", shows_table: bool = True) -> dict[str, Any]:
    """A `Chart`; `heading` is the element of its title; with `shows_table=False` the table waits behind its summary."""
    number = _number(context)
    return {
        "it": it,
        "heading": heading if heading in _HEADINGS else "h2",
        "id": f"chart-{number}",
        "data": f"chart-{number}-data",
        "is_first": number == 1,
        "shows_table": shows_table,
    }


def _number(context: Context) -> int:
    """Which chart of the page it is; counted at the request, since every included template has its own context."""
    page: Any = context.get("request") or context.render_context
    page.charts_drawn = getattr(page, "charts_drawn", 0) + 1
    return int(page.charts_drawn)

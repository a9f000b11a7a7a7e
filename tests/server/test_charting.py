"""`{% chart it %}`: the table stands in the page, the data beside it as JSON, and nothing inline runs."""

from django.template import Context, Template

from yunhe.faces.chart import Break, Chart, Series


def page(*charts: Chart) -> str:
    return Template("{% for each in charts %}{% chart each %}{% endfor %}").render(Context({"charts": charts}))


def test_a_chart_brings_its_table_and_the_script_once() -> None:
    it = Chart(
        "<b>最高</b>",
        "件",
        ("2024",),
        (Series("收到", (3,), "bar", ("/reports/x/#f1",)),),
        breaks=(Break("2024", "另算"),),
    )
    html = page(it, it)
    assert html.count("site/chart.js") == 1
    assert "&lt;b&gt;最高" in html
    assert "<b>" not in html
    assert '<a href="/reports/x/#f1">3</a>' in html
    assert 'id="chart-1-data"' in html
    assert 'id="chart-2-data"' in html
    assert "style=" not in html
    assert "onclick" not in html
    assert "2024：另算" in html


def test_an_empty_chart_says_so() -> None:
    html = page(Chart("无", "", (), ()))
    assert "还没有数可画" in html
    assert "<table" not in html

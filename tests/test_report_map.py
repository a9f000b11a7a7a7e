"""The report as a map: nothing of the text is lost, and every system has its place."""

from pathlib import Path

from yunhe.server.pages.door.report_map import paragraphs
from yunhe.systems import report_of, table

GONGSHU = Path(__file__).resolve().parent.parent / "districts/gongshu"


def test_the_map_is_the_whole_text() -> None:
    text = report_of(GONGSHU)
    mapped = ["".join(piece.text for piece in paragraph.pieces) for paragraph in paragraphs(text, table(GONGSHU))]
    assert "".join(mapped) == "".join(line for line in text.splitlines() if line.strip())
    assert all(line.endswith(("。", "：", ")")) or len(line) < 60 for line in mapped[:-1])  # none breaks off at a page


def test_every_system_is_marked_once_where_the_report_says_it() -> None:
    rows = table(GONGSHU)
    pieces = [piece for paragraph in paragraphs(report_of(GONGSHU), rows) for piece in paragraph.pieces if piece.row]
    assert {piece.row.id for piece in pieces if piece.row} == {row.id for row in rows}
    assert all(sum(piece.row == row and piece.begins for piece in pieces) == 1 for row in rows)
    assert all(sum(piece.row == row and piece.ends for piece in pieces) == 1 for row in rows)
    assert all(piece.text and piece.text in piece.row.says.quote for piece in pieces if piece.row)

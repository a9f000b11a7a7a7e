"""One self-contained page: the report in full, its figures marked, what was read of each, filters and a table.

It loads nothing from anywhere: style and script stand inside and are the only ones its policy lets run.
"""

import base64
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from html import escape
from json import dumps
from os.path import relpath
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote

from yunhe.faces import Frame
from yunhe.faces.files import file_for
from yunhe.faces.inspection import inspections
from yunhe.faces.report_body import figure_title, report_body
from yunhe.faces.wording import KINDS, LEVELS, STATUSES, amount, plain
from yunhe.types import Claim, Reading

NAME = "html"
SUFFIX = ".html"
ABOUT = "一个自足的网页：全文、标注、筛选、表格"

_PAGE = Path(__file__).with_name("page")
_ROW = ("序号", "指标", "数值", "类型", "状态", "期间", "地区", "章节")


class Part(NamedTuple):
    """The page of one document, and the cells of its row in the index."""

    doc: str
    page: bytes
    row: tuple[str, ...]


def part(reading: Reading, frame: Frame) -> Part:
    """The page and the index row of one document."""
    outline = reading.outline
    cells = (outline.area or "", LEVELS.get(outline.level or "", ""), str(outline.year or ""), outline.date or "")
    counts = (str(len(reading.claims)), str(len(reading.unread)))
    row = (_name(reading), *cells, *counts)
    return Part(reading.document.name, _page(reading).encode("utf-8", "replace"), row)


def write(parts: Iterable[Part], out: BinaryIO, frame: Frame) -> None:
    """The page of one document."""
    for found in parts:
        out.write(found.page)


def write_folder(parts: Iterable[Part], folder: Path, frame: Frame) -> None:
    """One page a document, and index.html that leads to them."""
    rows: list[tuple[str, str, tuple[str, ...]]] = []
    (folder / "index.html").touch()  # the name is taken: a report called index gets another
    for found in parts:
        path = file_for(folder, found.doc, SUFFIX)
        path.write_bytes(found.page)
        rows.append((found.doc, Path(relpath(path, folder)).as_posix(), found.row))
    (folder / "index.html").write_text(_index(rows), encoding="utf-8", errors="replace")


@cache
def _asset(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """Nothing is loaded; only our own style and script run."""
    hashes = [base64.b64encode(sha256(_asset(name).encode()).digest()).decode() for name in ("page.css", "page.js")]
    style, script = (f"'sha256-{found}'" for found in hashes)
    return f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"


def _frame(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_asset('page.css')}</style>\n</head>\n<body>\n{body}\n"
        f"<script>{_asset('page.js')}</script>\n</body>\n</html>\n"
    )


def _page(reading: Reading) -> str:
    title = _name(reading)
    blocks = [
        _bar(title),
        '<div class="rooms">',
        _side(reading),
        "<main>",
        _head(reading),
        f"<article>\n{report_body(reading)}\n</article>",
        _table(reading),
        _colophon(reading),
        "</main>",
        _INSPECTOR,
        "</div>",
        _HELP,
        f'<script type="application/json" id="claims">{_data(inspections(reading))}</script>',
    ]
    return _frame(title, "\n".join(blocks))


def _name(reading: Reading) -> str:
    """The title with the area and the year of its session, where it does not say them itself."""
    outline, title = reading.outline, reading.outline.title or ""
    said = [word for word in (outline.area, outline.date and f"{outline.date[:4]}年") if word and word not in title]
    return "".join(said) + title if title else reading.document.name


def _data(entries: list[dict[str, Any]]) -> str:
    written = dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _bar(title: str) -> str:
    return (
        f'<header class="bar"><div class="name"><b>{escape(title)}</b></div><span class="shown js-only"></span>'
        '<button type="button" id="reset" hidden>清除筛选</button>'
        '<input type="search" id="search" class="js-only" placeholder="查指标、数字（/）"'
        ' aria-label="查指标、数字"><div class="pair js-only" role="group" aria-label="看法">'
        '<button type="button" id="as-text" aria-pressed="true">正文</button>'
        '<button type="button" id="as-table" aria-pressed="false">表格</button></div>'
        '<button type="button" id="help" class="help js-only" aria-label="按键">?</button></header>'
    )


def _side(reading: Reading) -> str:
    """Outline, legend and filters."""
    kinds, statuses = Counter(c.kind for c in reading.claims), Counter(c.status for c in reading.claims)
    kind_rows = [_legend(kind, "actual", kind, word, kinds[kind]) for kind, word in KINDS.items() if kinds[kind]]
    status_rows = [_legend("level", key, key, word, statuses[key]) for key, word in STATUSES.items() if statuses[key]]
    return (
        f'<details class="side" open><summary>目录与筛选</summary>{_outline(reading)}'
        f"<h2>类型</h2>{''.join(kind_rows)}<h2>状态</h2>{''.join(status_rows)}{_sections(reading)}</details>"
    )


def _legend(kind: str, status: str, value: str, word: str, count: int) -> str:
    box = f'<input type="checkbox" class="js-only" value="{value}" checked>'
    return f'<label>{box}<span class="f {kind} {status}">{word}</span><small>{count}</small></label>'


def _within(claims: Iterable[Claim], path: str) -> int:
    return sum(claim.section == path or claim.section.startswith(f"{path} / ") for claim in claims)


def _outline(reading: Reading) -> str:
    rows = [
        f'<li><a class="d{min(3, section.level)}" href="#s{number}"><span>{escape(section.title)}</span>'
        f"<small>{_within(reading.claims, section.path) or ''}</small></a></li>"
        for number, section in enumerate(reading.outline.sections)
        if section.title
    ]
    return f'<h2>目录</h2><nav aria-label="目录"><ol>{"".join(rows)}</ol></nav>' if rows else ""


def _sections(reading: Reading) -> str:
    options = [
        f'<option value="{escape(s.path)}" data-to="#s{number}">{"　" * (s.level - 1)}{escape(s.title)}</option>'
        for number, s in enumerate(reading.outline.sections)
        if s.title and _within(reading.claims, s.path)
    ]
    choices = f'<option value="">全文</option>{"".join(options)}'
    return f'<div class="js-only"><h2>章节</h2><select id="section" aria-label="只看一节">{choices}</select></div>'


def _head(reading: Reading) -> str:
    outline = reading.outline
    level = f"（{LEVELS[outline.level]}）" if outline.level else ""
    about = {
        "地区": f"{outline.area}{level}" if outline.area else None,
        "机关": outline.organ,
        "会议": outline.session,
        "报告人": outline.speaker,
        "日期": outline.date,
        "报告年度": outline.year,
    }
    facts = "".join(f"<div><dt>{word}</dt><dd>{escape(str(said))}</dd></div>" for word, said in about.items() if said)
    warnings = [*reading.document.notes, *(["文字在句中断了，可能不全"] if outline.truncated else [])]
    notes = "".join(f'<p class="warn">▲ {escape(note)}</p>' for note in warnings)
    return f'<header class="head"><h1>{escape(_name(reading))}</h1><dl>{facts}</dl>{notes}</header>'


def _table(reading: Reading) -> str:
    heads = "".join(f'<th scope="col"{_class(word)}><span>{word}</span></th>' for word in _ROW)
    rows = "\n".join(_row(number, claim) for number, claim in enumerate(reading.claims))
    return (
        '<section class="table" id="table"><h2>表述一览</h2><div class="scroll"><table class="list">'
        f"<thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
        f'<p class="nothing"{" hidden" if reading.claims else ""}>没有符合的表述。</p></section>'
    )


def _class(word: str) -> str:
    return ' class="n"' if word in ("数值", "序号", "表述", "未读") else ""


def _row(number: int, claim: Claim) -> str:
    name = escape(claim.indicator.phrase or "（没有写明）")
    link = f'<a href="#f{claim.start}" title="{escape(figure_title(claim))}">{name}</a>'
    words = (KINDS[claim.kind], STATUSES[claim.status], claim.period, claim.place)
    return (
        f'<tr id="r{claim.start}" data-i="{number}"><td class="k n">{number + 1}</td><td class="what">{link}</td>'
        f'<td class="n" data-v="{plain(claim.value)}">{escape(amount(claim))}</td>'
        + "".join(f'<td class="w">{escape(word)}</td>' for word in words)
        + f'<td class="where" title="{escape(claim.section)}">{escape(claim.section.rsplit(" / ", 1)[-1])}</td></tr>'
    )


def _colophon(reading: Reading) -> str:
    from yunhe import __version__

    hidden = f"，另有 {len(reading.document.hidden)} 处断行、页眉页码没有显示" if reading.document.hidden else ""
    counts = f"读到 {len(reading.claims)} 条表述，其他数字 {len(reading.others)} 个，未读 {len(reading.unread)} 个"
    source = f"来源：{escape(reading.document.name)}。{counts}{hidden}。由运河 Yunhe {__version__} 读出。"
    return f'<footer class="colophon">{source}</footer>'


def _index(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> str:
    """The page that leads to the reports of a folder."""
    words = ("报告", "地区", "层级", "年度", "日期", "表述", "未读", "文件")
    heads = "".join(f'<th scope="col"{_class(word)}><span>{word}</span></th>' for word in words)
    body = "\n".join(_index_rows(rows))
    return _frame(
        "报告一览",
        '<header class="bar"><div class="name"><b>报告一览</b></div><span class="shown js-only"></span>'
        '<input type="search" id="search" class="js-only" placeholder="查报告（/）" aria-label="查报告"></header>\n'
        '<main class="index"><table class="list">'
        f"<thead><tr>{heads}</tr></thead><tbody>\n{body}\n</tbody></table></main>",
    )


def _index_rows(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> Iterator[str]:
    for doc, path, (title, area, level, year, date, claims, unread) in rows:
        cells = "".join(f'<td class="w">{escape(cell)}</td>' for cell in (area, level, year, date))
        numbers = "".join(f'<td class="n">{cell}</td>' for cell in (claims, unread))
        link = f'<a href="{quote(path)}">{escape(title)}</a>'
        yield f'<tr><td class="what">{link}</td>{cells}{numbers}<td class="where">{escape(doc)}</td></tr>'


_INSPECTOR = (
    '<aside class="inspector idle" aria-label="读到了什么" aria-live="polite"><header><span></span>'
    '<button type="button" id="previous" aria-label="上一个数字">←</button>'
    '<button type="button" id="next" aria-label="下一个数字">→</button>'
    '<button type="button" id="close" class="x" aria-label="关上">✕</button></header><div class="body"></div></aside>'
)
_HELP = (
    '<dialog aria-labelledby="help-title"><h2 id="help-title">按键</h2><dl>'
    "<dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>下一个、上一个数字</dd><dt><kbd>/</kbd></dt><dd>查找</dd>"
    "<dt><kbd>t</kbd></dt><dd>正文、表格</dd><dt><kbd>r</kbd></dt><dd>清除筛选</dd>"
    "<dt><kbd>Esc</kbd></dt><dd>关上细节</dd><dt><kbd>?</kbd></dt><dd>这张表</dd></dl>"
    '<button type="button" id="close-help">知道了</button></dialog>'
)

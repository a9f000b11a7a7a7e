"""The words of the site and their English: collects what templates and modules mark, and writes the catalogue.

    python tools/words.py           # takes up new words into django.po, drops those gone, compiles django.mo
    python tools/words.py --check   # says what is missing or not up to date, writes nothing

The Chinese is the key (msgid), so that Chinese needs no catalogue. The .po is kept by hand between two runs: English
goes behind msgstr, and a word that changed comes back without its English. Both files are committed, since the site
has no build step; neither holds a date or a path outside the repository, so the same words give the same bytes.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).resolve().parents[1]
SERVER = ROOT / "src/yunhe/server"
PO = SERVER / "pages/locale/en/LC_MESSAGES/django.po"
CALLS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 2,
    "pgettext_lazy": 2,
}
HEADER = "Content-Type: text/plain; charset=UTF-8\nLanguage: en\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
TITLE = "# The English of the site. Kept by tools/words.py; write behind msgstr only.\n"
_CONSTANT = re.compile(r"""_\(("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)""")


class Word(NamedTuple):
    """What is translated: the Chinese, that of many where English tells one from many, and in which context."""

    one: str
    many: str = ""
    context: str = ""

    @property
    def key(self) -> str:
        """As gettext finds it."""
        return (f"{self.context}\x04" if self.context else "") + "\0".join(filter(None, (self.one, self.many)))


Catalogue = dict[Word, tuple[str, ...]]


def words_of(folder: Path) -> dict[Word, set[str]]:
    """Every word marked below a folder, and the files that it stands in."""
    found: dict[Word, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        reads = {".html": of_template, ".py": of_module}.get(path.suffix)
        if reads:
            for word in reads(path.read_text(encoding="utf-8")):
                found.setdefault(word, set()).add(path.relative_to(folder).as_posix())
    return found


def of_module(source: str) -> Iterator[Word]:
    """The words that a module marks."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in CALLS:
            continue
        texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if node.func.id.startswith("pgettext"):
            yield from (Word(text, context=texts[0]) for text in texts[1:])
        elif texts:
            yield Word(*texts[: CALLS[node.func.id]])


def of_template(source: str) -> Iterator[Word]:
    """The words that a template marks."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        yield from (Word(_bare(text)) for text in _CONSTANT.findall(token.contents))
        tag, *rest = list(smart_split(token.contents)) or [""]
        if tag in ("translate", "trans") and rest[0][0] in "\"'":
            context = _bare(rest[rest.index("context") + 1]) if "context" in rest else ""
            yield Word(_bare(rest[0]).replace("%", "%%"), context=context)
        elif tag in ("blocktranslate", "blocktrans"):
            yield _of_block(tokens, is_trimmed="trimmed" in rest)


def _of_block(tokens: Iterator[Token], is_trimmed: bool) -> Word:
    texts = [""]
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            if token.contents.startswith("endblocktrans"):
                break
            texts.append("")
        elif token.token_type is TokenType.VAR:
            texts[-1] += f"%({token.contents})s"
        elif token.token_type is TokenType.TEXT:
            texts[-1] += token.contents.replace("%", "%%")
    return Word(*(trim_whitespace(text) if is_trimmed else text for text in texts))


def _bare(text: str) -> str:
    return str(ast.literal_eval(text))


def read(text: str) -> Catalogue:
    """A catalogue from its .po."""
    found: Catalogue = {}
    for block in re.split(r"\n\s*\n", text):
        said: dict[str, str] = {}
        key = ""
        for line in (line for line in block.splitlines() if line and line[0] != "#"):
            if line[0] != '"':
                key, line = line.split(" ", 1)
            said[key] = said.get(key, "") + ast.literal_eval(line)
        if said.get("msgid"):
            word = Word(said["msgid"], said.get("msgid_plural", ""), said.get("msgctxt", ""))
            found[word] = tuple(value for name, value in said.items() if name.startswith("msgstr"))
    return found


def written(words: dict[Word, set[str]], english: Catalogue) -> str:
    """The .po of words with their English, in the order of the words."""
    blocks = [TITLE + 'msgid ""\nmsgstr ""\n' + "".join(f"{_quoted(line)}\n" for line in HEADER.splitlines(True))]
    for word in sorted(words):
        lines = [f"#: {' '.join(sorted(words[word]))}"]
        if word.context:
            lines += [f"msgctxt {_quoted(word.context)}"]
        lines += [f"msgid {_quoted(word.one)}"]
        texts = english.get(word, ())
        if word.many:
            one, many = texts if len(texts) == 2 else ("", "")
            lines += [f"msgid_plural {_quoted(word.many)}", f"msgstr[0] {_quoted(one)}", f"msgstr[1] {_quoted(many)}"]
        else:
            lines += [f"msgstr {_quoted(texts[0] if texts else '')}"]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def compiled(english: Catalogue) -> bytes:
    """The .mo that gettext reads: the words sorted by their bytes, each with its English (format of GNU gettext)."""
    pairs = [(b"", HEADER.encode())] + [
        (word.key.encode(), "\0".join(texts).encode()) for word, texts in english.items() if texts and all(texts)
    ]
    pairs.sort()
    table, texts, at = [], b"", 28 + 16 * len(pairs)
    for column in (0, 1):
        for pair in pairs:
            table += [len(pair[column]), at + len(texts)]
            texts += pair[column] + b"\0"
    head = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, at)
    return struct.pack(f"<{7 + len(table)}I", *head, *table) + texts


def missing(english: Catalogue) -> list[Word]:
    """Words without their English."""
    return [word for word, texts in english.items() if not texts or not all(texts)]


def main(arguments: Iterable[str]) -> int:
    """Bring the catalogue up to date, or say what is not."""
    old = PO.read_text(encoding="utf-8") if PO.exists() else ""
    new = written(words_of(SERVER), read(old))
    machine, is_current = compiled(read(new)), new == old
    for word in missing(read(new)):
        print(f"without English: {word.one}")
    if "--check" in arguments:
        is_current = is_current and PO.with_suffix(".mo").read_bytes() == machine
        print("up to date" if is_current else "not up to date: run tools/words.py")
        return 0 if is_current and not missing(read(new)) else 1
    PO.write_text(new, encoding="utf-8")
    PO.with_suffix(".mo").write_bytes(machine)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

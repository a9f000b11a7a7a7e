"""The documents say what the program does: every verb, option, key and class stands in them, and their commands run."""

import argparse
import ast
import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from yunhe import cli, systems, types
from yunhe.access.examples import disproved as access_disproved
from yunhe.access.roles import POWERS, ROWS, load
from yunhe.access.units import KINDS as KINDS_OF_UNITS
from yunhe.audit import vocabulary
from yunhe.definitions import strict
from yunhe.definitions.codes import district_of
from yunhe.definitions.fields import CLASSES
from yunhe.definitions.kinds import kinds
from yunhe.errors import DefinitionError, UnreadableError
from yunhe.faces import faces
from yunhe.faces.parquet import claims_schema, documents_schema
from yunhe.faces.records import COLUMNS, DOCUMENT_COLUMNS, outline_record, reading_record, record
from yunhe.faces.wording import KINDS, OTHERS
from yunhe.mechanisms import grammar, law, rehearsal
from yunhe.mechanisms.library import library_of
from yunhe.mechanisms.steps import STEP_KEYS
from yunhe.mechanisms.workdays import Calendar
from yunhe.observations.approval import approval_of
from yunhe.observations.statistics import EVERY
from yunhe.observations.statistics import KINDS as STATISTICS_KINDS
from yunhe.reading import intake, rules
from yunhe.reading.reader import read_text
from yunhe.registers.examples import disproved, layout_failures
from yunhe.registers.layout import SERIAL, layout_of
from yunhe.registers.register import register_of
from yunhe.registers.rules import KINDS_OF_RULES

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src/yunhe"
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
READING = read_text("全区生产总值2206.3亿元，增长4%。其余见5G专栏。")
LONGEST_RECIPE, LONGEST_DECISION = 15, 40


def said(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


CONCEPTS, DEFINITIONS, API = (said(f"docs/{name}.md") for name in ("concepts", "definitions", "api"))
README, CONTRIBUTING, MAKEFILE = said("README.md"), said("CONTRIBUTING.md"), said("Makefile")


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level or a higher one."""
    depth = heading.index(" ")
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{depth}}} |\Z)", page, re.M | re.S)
    assert found, heading
    return found[1]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables of a stretch, without heads and rules."""
    lines = [line for line in text.split("\n") if line.startswith("|")]
    heads = {number for number, line in enumerate(lines[1:]) if set(line) <= set("|- ")}
    kept = (line for number, line in enumerate(lines) if number not in heads and number - 1 not in heads)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in kept]


def coded(text: str) -> list[str]:
    """The words set as code."""
    return re.findall(r"`([^`\n]+)`", text)


def keys(text: str, column: int = 0) -> list[str]:
    """The words set as code in one column of the tables."""
    return [word for row in rows(text) for word in coded(row[column])]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.M | re.S)


# The command line


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    parser = cli._parser()
    yield "", parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def test_every_verb_and_option_stands_in_the_readme_or_a_page_of_the_server() -> None:
    found = dict(parsers())
    pages = ("ledger", "matters", "vault", "access", "observations", "registers", "new-district", "site")
    told = README + said(*(f"docs/{page}.md" for page in pages))
    assert {"read", "check", "systems"} <= set(found)
    options = {option for parser in found.values() for action in parser._actions for option in action.option_strings}
    missing = [option for option in options if not re.search(rf"(?<![\w-]){option}(?![\w-])", told)]
    missing += [verb for verb in found if f"yunhe {verb}" not in told]
    assert missing == []


def test_every_format_of_output_is_explained() -> None:
    assert sorted(keys(section(CONCEPTS, "## Formats of output").split("###")[0])) == sorted(faces())
    assert set(faces()) <= set(coded(README))


def test_every_format_of_document_is_explained() -> None:
    found = {row[0]: coded(row[1]) for row in rows(section(CONCEPTS, "## The Document text"))}
    assert found == {name: list(reader.SUFFIXES) for name, reader in intake.readers().items()}


def test_the_exit_codes_are_those_of_the_command() -> None:
    codes = {cli.DONE, cli.FAILED, cli.WRONG, 3, cli.INTERRUPTED}
    assert [int(row[0]) for row in rows(section(CONCEPTS, "## Exit codes"))] == sorted(codes)
    assert all(re.search(rf"\b{code} ", line) for line in README.split("\n") if "exit codes" in line for code in codes)


# What a reading holds


def test_the_contract_lists_every_key_in_order() -> None:
    assert keys(section(CONCEPTS, "## The claim contract").split("###")[0]) == list(record(READING.claims[0], "x"))


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("### Kinds", get_args(types.Kind)),
        ("### Bounds", get_args(types.Bound)),
        ("### Status", get_args(types.Status)),
    ],
)
def test_every_word_of_the_contract_is_explained(heading: str, words: tuple[str, ...]) -> None:
    assert sorted(keys(section(CONCEPTS, heading))) == sorted(words)


def test_kinds_have_their_chinese_words() -> None:
    assert {coded(row[0])[0]: row[1] for row in rows(section(CONCEPTS, "### Kinds"))} == KINDS


def test_levels_and_accumulations_are_named() -> None:
    assert set(get_args(types.Accumulation)) <= set(coded(section(CONCEPTS, "## The claim contract")))
    assert set(get_args(types.Level)) <= set(coded(section(CONCEPTS, "## The outline")))


def classes() -> set[str]:
    """What rules and reader call a numeral that is no figure: returned by an aside, or set as `what`."""
    found: set[str] = set()
    for path in (SOURCE / "reading").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        is_aside = any(isinstance(node, ast.FunctionDef) and node.name == "aside" for node in tree.body)
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                found |= set(_set_as_what(node))
            elif is_aside and isinstance(node, ast.Return) and node.value is not None:
                found |= set(_answers(node.value))
    return found


def _set_as_what(node: ast.Assign) -> Iterator[str]:
    """The constants that an assignment gives to something.what, also one among several."""
    for target in node.targets:
        pairs = [(target, node.value)]
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=True))
        for goal, value in pairs:
            if isinstance(goal, ast.Attribute) and goal.attr == "what":
                yield from _answers(value)


def _answers(value: ast.expr) -> Iterator[str]:
    """The constants that an expression can be."""
    if isinstance(value, ast.IfExp):
        yield from (*_answers(value.body), *_answers(value.orelse))
    elif isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value


def test_every_class_of_other_numerals_is_explained() -> None:
    told = section(CONCEPTS, "## Other numerals")
    assert {"date", "unread", "name"} <= classes()
    assert set(keys(told)) == classes()
    assert {coded(row[0])[0]: row[1] for row in rows(told)}.items() >= {
        (key, word) for key, word in OTHERS.items() if key in classes()
    }


def test_every_key_of_the_outline_and_of_json_is_explained() -> None:
    outline = section(CONCEPTS, "## The outline")
    written = reading_record(READING)
    assert set(keys(outline)) == set(outline_record(READING.outline)) | set(get_args(types.Role))
    assert set(types.Section._fields) <= set(coded(outline))
    assert set(written) <= set(coded(section(CONCEPTS, "## Formats of output")))
    assert set(written["others"][0]) <= set(coded(section(CONCEPTS, "## Other numerals")))


def test_every_column_of_the_tables_is_explained() -> None:
    claims = section(CONCEPTS, "### Columns of csv and of the sheet 表述")
    documents = section(CONCEPTS, "### Columns of the sheet 文档 and of the table documents")
    assert {coded(row[1])[0]: row[0] for row in rows(claims)} == COLUMNS
    assert [coded(row[1])[0] for row in rows(claims)] == list(COLUMNS)
    assert {coded(row[1])[0]: row[0] for row in rows(documents)} == DOCUMENT_COLUMNS
    assert [coded(row[1])[0] for row in rows(documents)] == list(DOCUMENT_COLUMNS)


def test_parquet_adds_what_the_page_says() -> None:
    told = coded(section(CONCEPTS, "### Parquet"))
    assert set(claims_schema().names) - set(record(READING.claims[0], "x")) == {"value_text"} <= set(told)
    assert set(documents_schema().names) - set(DOCUMENT_COLUMNS) == {"text"} <= set(told)


def test_the_stages_are_those_of_the_rules() -> None:
    stages = {module.STAGE for module in rules.modules()}
    assert set(keys(section(CONCEPTS, "## Rules"))) == stages
    assert {word.split("(")[0] for word in keys(section(DEFINITIONS, "## Reading rules")) if "(" in word} == stages


# Definitions and types


def keys_taken(*modules: str) -> set[str]:
    """Every key that a reader of definitions asks for."""
    found: set[str] = set()
    for module in modules:
        for node in ast.walk(ast.parse((SOURCE / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "take":
                found |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
    return found


def keys_of(path: str) -> set[str]:
    return set(yaml.safe_load((ROOT / path).read_text(encoding="utf-8")))


GRAMMAR = (
    "lights",
    "windows",
    "grammar",
    "requirement",
    "guarding",
    "consenting",
    "counter_reading",
    "points",
    "steps",
)
RETENTION_KEYS = keys_taken("definitions/retention.py")
MECHANISM_KEYS = keys_taken(*(f"mechanisms/{name}.py" for name in GRAMMAR)) | RETENTION_KEYS | set(STEP_KEYS)
SHAPE_KEYS = keys_taken(*(f"mechanisms/{name}.py" for name in ("laying", "overlay", "renaming", "shape")))


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("## units.yaml", keys_taken("reading/units.py")),
        ("## indicators.yaml", keys_taken("reading/indicators.py")),
        ("## neutral.yaml", keys_of("src/yunhe/reading/neutral.yaml")),
        ("## words.yaml", keys_of("src/yunhe/reading/words.yaml")),
        ("## An office's lists", keys_taken("audit/vocabulary.py") | set(vocabulary.BARRED)),
        ("## Fields", keys_taken("definitions/fields.py") | set(CLASSES) | set(kinds())),
        ("## district.yaml", keys_of("districts/gongshu/district.yaml")),
        ("## Units of a district", keys_taken("access/units.py") | set(KINDS_OF_UNITS)),
        ("## stores.yaml", keys_taken("definitions/stores.py")),
        ("## Statistics", keys_taken("observations/statistics.py") | set(EVERY) | set(STATISTICS_KINDS)),
        ("## Plans", keys_taken("tracking/plan.py")),
        ("## Registers", keys_taken("registers/register.py", "definitions/retention.py") | set(KINDS_OF_RULES)),
        ("## Imports", keys_taken("registers/layout.py") | {"constants", "units", "dates", "gives", "refused", SERIAL}),
        ("## systems.yaml", keys_taken("systems.py") | set(systems.KINDS)),
        ("## Mechanisms", MECHANISM_KEYS),
        ("## approval.yaml", keys_taken("observations/approval.py")),
        ("## Access", keys_taken("access/roles.py") | set(ROWS) | set(POWERS)),
        ("## Shapes", SHAPE_KEYS),
    ],
)
def test_every_key_of_a_definition_file_is_explained(heading: str, asked: set[str]) -> None:
    assert asked
    assert asked - set(coded(section(DEFINITIONS, heading))) == set()


def test_the_register_and_the_import_that_are_shown_hold() -> None:
    [shop], [monthly] = (blocks(section(DEFINITIONS, heading), "yaml") for heading in ("## Registers", "## Imports"))
    register = register_of(strict.parse(shop))
    assert [*disproved(register)] == []
    assert [*layout_failures(layout_of(strict.parse(monthly), {register.name: register}))] == []


def test_the_roles_that_are_shown_hold(tmp_path: Path) -> None:
    gongshu, path = ROOT / "districts/gongshu", tmp_path / "access.yaml"
    path.write_text(blocks(section(DEFINITIONS, "## Access"), "yaml")[0], encoding="utf-8")
    assert list(access_disproved(load(path, district_of(gongshu)), library_of(gongshu, district_of(gongshu)))) == []


def test_the_approval_that_is_shown_holds() -> None:
    [written] = blocks(section(DEFINITIONS, "## approval.yaml"), "yaml")
    shown = approval_of(strict.parse(written))
    assert [level.name for level in shown.levels] == ["报送单位", "区统计局", "区政府"]


def test_no_key_is_explained_that_no_definition_has() -> None:
    assert set(keys(section(DEFINITIONS, "## units.yaml"))) <= keys_taken("reading/units.py")
    assert set(keys(section(DEFINITIONS, "## indicators.yaml"))) <= keys_taken("reading/indicators.py")
    tables = section(DEFINITIONS, "## Mechanisms")
    assert set(keys(tables)) <= MECHANISM_KEYS


def test_the_example_of_a_mechanism_holds() -> None:
    [_, written] = re.split("```yaml\n", section(DEFINITIONS, "## Mechanisms"))
    made = grammar.parse(written.split("```")[0])
    assert list(rehearsal.failures(made, Calendar.shipped())) == []
    assert set(grammar.FLOW) <= set(re.findall(r"[一-鿿]{2}", section(DEFINITIONS, "## Mechanisms")))


def test_the_example_of_a_mechanism_over_a_shape_holds() -> None:
    [written] = blocks(section(DEFINITIONS, "## Shapes"), "yaml")
    assert list(law.failures(grammar.parse(written), Calendar.shipped())) == []


def names_asked(*modules: str) -> set[str]:
    """Every upper-case name that these modules look for in a rule."""
    found: set[str] = set()
    for module in modules:
        written = (SOURCE / module).read_text(encoding="utf-8")
        found |= set(re.findall(r"\bm(?:odule)?\.([A-Z][A-Z_]*)", written))
        found |= set(re.findall(r"getattr\(m(?:odule)?, \"([A-Z_]+)\"", written))
    return found


def test_every_name_a_rule_can_have_is_explained() -> None:
    asked = names_asked("reading/rules/__init__.py", "proof.py")
    assert {"STAGE", "ORDER", "EXAMPLES", "NOT_EXAMPLES"} <= asked
    assert asked - set(keys(section(DEFINITIONS, "## Reading rules"))) == set()


def test_every_state_of_a_system_is_explained() -> None:
    assert set(systems.STATES) <= {row[0] for row in rows(section(DEFINITIONS, "## systems.yaml"))}


def fields(kind: Any) -> set[str]:
    if dataclasses.is_dataclass(kind):
        return {field.name for field in dataclasses.fields(kind)}
    return set(kind._fields)


def test_every_field_of_every_type_is_explained() -> None:
    told = {coded(row[0])[0]: set(coded(row[1])) for row in rows(section(API, "## Values"))}
    ours = (kind for kind in vars(types).values() if isinstance(kind, type) and kind.__module__ == types.__name__)
    public = {kind.__name__: kind for kind in ours}
    assert set(told) == set(public)
    assert {name: fields(kind) - told[name] for name, kind in public.items()} == {name: set() for name in public}


def test_every_error_is_explained() -> None:
    told = {coded(row[0])[0]: coded(row[1]) for row in rows(section(API, "## Errors"))}
    assert {name: set(found) for name, found in told.items()} == {
        kind.__name__: fields(kind) for kind in (UnreadableError, DefinitionError)
    }


# Commands and examples run


Commands = list[tuple[str, list[str]]]


def sessions(page: str) -> list[Commands]:
    """Each console block: its commands with the lines shown under each."""
    return [commands(block) for block in blocks(page, "console")]


def commands(block: str) -> Commands:
    found: Commands = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder to run commands in: the shipped material is there, and what they write is gone afterwards."""
    for name in ("corpus", "districts", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(command: str, desk: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    environment.pop("DATABASE_URL", None)  # the database of the README lies in the folder where its commands run
    shell = ["bash", "-o", "pipefail", "-c", command]
    return subprocess.run(shell, cwd=desk, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_there_are_commands_to_run() -> None:
    assert sum(map(len, sessions(README))) >= 5


@pytest.mark.parametrize("session", sessions(README), ids=lambda session: session[0][0])
def test_the_session_of_the_readme_is_real(session: Commands, desk: Path) -> None:
    for command, shown in session:
        done = run(command, desk)
        assert done.returncode == 0, done.stderr
        lines = iter(done.stdout.splitlines())
        stale = [line for line in shown if line != "…" and line not in lines]
        assert stale == [], f"README.md: `{command}` no longer prints these lines → copy them anew from its output"


@pytest.mark.parametrize("code", [*blocks(README, "python"), *blocks(API, "python")])
def test_examples_in_python_run(code: str, desk: Path) -> None:
    done = run(f"python - <<'END'\n{code}\nEND", desk)
    assert done.returncode == 0, done.stderr


def test_make_has_the_targets_that_are_named_and_all_are_named() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    in_blocks = "\n".join(blocks(README, "sh"))
    shown = set(re.findall(r"^make ([a-z]+)", in_blocks, re.M))
    named = {word[5:] for page in PAGES for word in coded(said(str(page))) if re.fullmatch("make [a-z]+", word)}
    assert {"demo", "test"} <= shown
    assert named | shown <= targets
    assert targets - {"help"} <= set(re.findall(r"`make ([a-z]+)`", CONTRIBUTING))


# Form


def recipes() -> list[str]:
    return re.findall(r"^### .+?(?=^#|\Z)", section(CONTRIBUTING, "## Recipes"), re.M | re.S)


def test_a_recipe_has_at_most_fifteen_lines() -> None:
    assert len(recipes()) >= 4
    for recipe in recipes():
        heading, *lines = [line for line in recipe.split("\n") if line.strip()]
        assert len(lines) <= LONGEST_RECIPE, heading


def test_a_decision_is_short_and_has_its_three_parts() -> None:
    for path in sorted((ROOT / "docs/decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        assert len(text.splitlines()) <= LONGEST_DECISION, path.name
        assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Decision", "Consequences"], path.name


def anchors(page: Path) -> set[str]:
    """The anchors that the headings of a page make."""
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.+)$", prose, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@EVERY_PAGE
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        goal = (page.parent / name).resolve() if name else page
        if not goal.exists() or (anchor and anchor not in anchors(goal)):
            broken.append(target)
    assert broken == []


@EVERY_PAGE
def test_files_that_are_named_exist(page: Path) -> None:
    inside = re.compile(r"(?:src|docs|districts|tests|tools|benchmarks|corpus|gold)/[\w./-]*")
    named = [word for word in coded(page.read_text(encoding="utf-8")) if inside.fullmatch(word)]
    assert [word for word in named if "NAME" not in word and not (ROOT / word).exists()] == []


def test_the_picture_is_small_enough_to_load() -> None:
    assert (ROOT / "docs/images/report.png").stat().st_size <= 300_000

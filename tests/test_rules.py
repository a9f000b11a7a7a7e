"""Every definition proves itself by the examples it carries."""

from types import ModuleType

import pytest

from yunhe import proof
from yunhe.reading import rules


@pytest.mark.parametrize("module", rules.modules(), ids=lambda m: m.__name__.rsplit(".", 1)[1])
def test_a_rule_holds_for_its_examples(module: ModuleType) -> None:
    assert [str(failure) for failure in proof.rule_failures(module)] == []


@pytest.mark.parametrize("module", rules.modules(), ids=lambda m: m.__name__.rsplit(".", 1)[1])
def test_a_rule_has_the_shape_of_its_kind(module: ModuleType) -> None:
    assert module.__doc__
    assert module.STAGE in ("aside", "shape", "kind", "name", "mark")
    assert callable(getattr(module, module.STAGE))


def test_a_broken_example_is_reported_with_its_line() -> None:
    module = next(m for m in rules.modules() if m.__name__.endswith("growth"))
    wrong = rules.reads(module.EXAMPLES[0].text, "4%", kind="level")
    assert proof.problem_with(wrong) == "“4%”的 kind 是 growth，应为 level"


def test_what_readers_get_wrong_is_read_right() -> None:
    """The errors of existing libraries, each a negative example of ours."""
    from yunhe import read_text

    def read(text: str) -> list[tuple[str, str, str]]:
        return [(c.quote, format(c.value, "f"), c.unit) for c in read_text(text).claims]

    assert read("增速提升31.2个百分点。") == [("31.2个百分点", "31.2", "个百分点")]
    assert read("投资26.2亿元。")[0][2] == "元"
    assert read("长三角一体化。公元589年。PM2.5平均浓度下降。") == []
    assert read("零售总额1658.6亿\n\n元，增长3.5%。")[0] == ("1658.6亿\n\n元", "165860000000", "元")
    assert read("生产总值2206.3亿元。") == [("2206.3亿元", "220630000000", "元")]
    assert read("贷款一万五千亿元。") == [("一万五千亿元", "1500000000000", "元")]
    assert read("统一零售价，做好两三个月的工作。") == []
    assert read("融资3541.07万元2次。")[0] == ("3541.07万元", "35410700", "元")

"""The list of fixed phrases, and what counts as missing one."""

import pytest

from yunhe.audit.phrases import Index, Phrase, fixed_index, fixed_phrases, read_phrases
from yunhe.errors import DefinitionError

PHRASES = fixed_phrases()


def said(index, text):
    return [(text[slip.start : slip.end], slip.how) for slip in index.slips(text)]


def test_the_list_is_long_and_every_entry_has_its_source():
    assert len(PHRASES) >= 100
    assert all(phrase.source and phrase.since and phrase.examples for phrase in PHRASES)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name)
def test_it_finds_its_examples_and_leaves_right_writings(phrase):
    for example in phrase.examples:
        assert said(fixed_index(), f"我们持续推动{example}，再上台阶。"), example
    for right in (phrase.name, *phrase.also):
        assert said(fixed_index(), f"我们持续推动{right}，再上台阶。") == [], right


def test_one_character_missing_doubled_swapped_or_wrong():
    index = Index([Phrase("战略性新兴产业", is_near=True)])
    assert said(index, "战略性兴产业") == [("战略性兴产业", "缺“新”字")]
    assert said(index, "战略性新新兴产业") == [("战略性新新兴产业", "多“新”字")]
    assert said(index, "战略新性兴产业") == [("战略新性兴产业", "“性新”两字颠倒")]
    assert said(index, "战略性新型产业") == [("战略性新型产业", "“兴”误作“型”")]
    assert said(index, "“战略性”新兴 产业、战略性的新兴产业") == []


def test_a_phrase_without_a_wrong_form_is_refused(tmp_path):
    path = tmp_path / "phrases.yaml"
    path.write_text("phrases:\n  - name: 新发展格局\n    since: 2020-10-29\n    source: 建议\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="没有可查的误写"):
        read_phrases(path)

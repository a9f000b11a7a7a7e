"""Numbers by which a person is known are found in free text, and numbers that look like them are left alone."""

import pytest

from yunhe.definitions.personal_numbers import EXAMPLES, first_in


@pytest.mark.parametrize(("text", "kind"), EXAMPLES.items())
def test_a_number_by_which_a_person_is_known_is_found(text: str, kind: str | None) -> None:
    assert first_in(text) == kind

"""Which entries of a list cover others."""

from __future__ import annotations

import pytest

from iamsight.catalogue.patterns import UNKNOWN
from iamsight.policy.covering import covered


@pytest.mark.parametrize(
    "patterns, expected",
    [
        ([], {}),
        (["a"], {}),
        (["a", "b", "a", "a"], {2: 0, 3: 0}),
        (["a*", "ab"], {1: 0}),
        (["ab", "a*"], {0: 1}),
        (["*", "a", "a*", ""], {1: 0, 2: 0, 3: 0}),
        (["a?", "ab", "a"], {1: 0}),
        (["a*c", "abc", "ab", "a?c"], {1: 0, 3: 0}),
        (["a*", "a**"], {1: 0}),
        (["a*b*", "a*c*"], {}),
        (["abc", "ab*", "a*", "*"], {0: 3, 1: 3, 2: 3}),
        (["a${aws:username}", "a${AWS:UserName}"], {}),
        (["a${aws:username}", "a*"], {0: 1}),
        (["a${aws:username}*", "a${aws:username}/b"], {1: 0}),
        (["a${aws:userid}*", "a${aws:username}/b"], {}),
        (["a$*", "a${aws:username}"], {}),
        (["a${*}", "ab"], {}),
        ([UNKNOWN, UNKNOWN], {}),
        ([f"a{UNKNOWN}", f"a{UNKNOWN}*", "a*"], {0: 2, 1: 2}),
    ],
)
def test_covered(patterns, expected):
    assert covered(patterns) == expected


def test_a_list_of_many_patterns_is_given_up_rather_than_waited_for():
    patterns = ["*".join(f"{number:09}") for number in range(2000)]

    assert covered([*patterns, patterns[0]])[2000] == 0


def test_the_longest_lists_of_plain_patterns_are_judged_to_the_end():
    names = [f"service:Action{number}" for number in range(3000)]

    assert covered([*names, "service:Action299?", "service:*"]) == dict.fromkeys(range(3001), 3001)

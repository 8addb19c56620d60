import pytest

from keystead.errors import UsageProblem
from keystead.services.requests import injecting


def test_values_by_name(owner):
    answer = injecting.run(owner, {"env": "dev", "program": "/bin/true"})
    assert answer == {"values": {"API_KEY": "one"}, "warnings": []}
    assert injecting.run(owner, {"env": "dev", "program": "/x", "names": []})["values"] == {}


def test_it_says_where_values_go(owner):
    with pytest.raises(UsageProblem):
        injecting.run(owner, {"env": "dev"})

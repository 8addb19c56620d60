"""What a person reads of a rotation."""

import pytest

from keystead.cli import rotate_words

VIEW: dict[str, object] = {
    "name": "A",
    "environment": "dev",
    "step": "places",
    "version": 2,
    "former": 1,
    "overlap": 3_600,
    "overlap_left": None,
    "left": 1,
    "places": [
        {
            "number": 1,
            "placed": "open",
            "kind": "file",
            "where": "/srv/.env",
            "host": "away",
            "note": "",
            "rewritable": False,
        }
    ],
    "waiting": [],
    "rotate_url": "https://example.com/keys",
    "revoke_url": "",
}


def test_a_place_on_another_computer_names_it(capsys):
    rotate_words.tell(VIEW)
    out, err = capsys.readouterr()
    assert out == "1  open  file  /srv/.env on away\n"
    assert err == (
        "dev/A: Next: put v2 where v1 is used, then --mark or --place-all.\n"
        "Its issuer: https://example.com/keys\n"
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"step": "check"}, "check that v2 works"),
        ({"step": "switch"}, "--switch"),
        ({"step": "overlap", "overlap_left": 7_200}, "kept for 2 h more; then --finish"),
        ({"step": "retire", "overlap_left": 0}, "The overlap ended"),
        ({"step": None}, "No rotation of dev/A is under way."),
        ({"step": None, "waiting": [2, 3]}, "Another new value waits: v2, v3."),
    ],
)
def test_each_step_says_what_comes_next(capsys, changes, said):
    rotate_words.tell(VIEW | changes)
    assert said in capsys.readouterr().err


def test_retiring_early_says_why(capsys):
    assert rotate_words.why_early(VIEW) == "1 of its places may still have v1."
    late = VIEW | {"left": 0, "overlap_left": 7_200}
    assert rotate_words.why_early(late) == "v1 is kept for 2 h more."
    rotate_words.finished(VIEW | {"revoke_url": "https://example.com/revoke"})
    assert "https://example.com/revoke" in capsys.readouterr().err
    rotate_words.finished(VIEW | {"rotate_url": ""})
    assert "Revoke it at its issuer, too." in capsys.readouterr().err


def test_an_overview_has_a_row_for_each(capsys):
    ended = VIEW | {"step": "retire", "overlap_left": 0, "left": 0, "former": None}
    undone = ended | {"step": None, "overlap_left": None, "version": None}
    rotate_words.overview([VIEW, ended, undone])
    assert capsys.readouterr().out == (
        "A  dev  v1 → v2  1 open  then 1 h  places\n"
        "A  dev  v2               ended     retire\n"
        "A  dev                             over\n"
    )


def test_two_values_that_met_are_told_with_the_way_to_choose(capsys):
    for step in (None, "overlap"):
        rotate_words.tell(VIEW | {"step": step, "overlap_left": 60, "values_met": True})
        assert "keystead show dev/A tells how to choose" in capsys.readouterr().err

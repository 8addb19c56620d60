from keystead.errors import Refused, UsageProblem
from keystead.formats.errors import CannotExpress, ImportProblem


def test_an_import_problem_has_the_line_and_the_reason_for_callers():
    problem = ImportProblem("Line 3: no.", line=3, reason="no-equals")
    assert isinstance(problem, UsageProblem)
    assert problem.code == "import-problem"
    first = {"line": 3, "reason": "no-equals", "name": None}
    assert problem.data == {**first, "lines": [first]}


def test_an_import_problem_can_list_every_line():
    lines: list[dict[str, object]] = [{"line": 1}, {"line": 2}]
    assert ImportProblem("", line=1, reason="x", lines=lines).data["lines"] == lines


def test_cannot_express_is_a_refusal_that_lists_the_values():
    values: list[dict[str, object]] = [{"name": "A", "reason": "is", "offers": ["run"]}]
    refusal = CannotExpress("No.", profile="node", values=values)
    assert isinstance(refusal, Refused)
    assert refusal.code == "cannot-express"
    assert refusal.data == {"profile": "node", "values": values}

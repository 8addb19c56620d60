import threading

from keystead.errors import KeysteadError
from keystead.gui.aside import Aside
from keystead.system.errors import KeyringUnavailable


def test_the_answer_comes_in_this_thread(qtbot):
    aside = Aside()
    answers: list[object] = []
    threads: list[object] = []

    def ask() -> str:
        threads.append(threading.current_thread())
        return "the keyring"

    aside.ask(ask, answers.append, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["the keyring"]
    assert threads != [threading.current_thread()]


def test_an_error_is_handed_over_without_its_frames(qtbot):
    aside = Aside()
    errors: list[KeysteadError] = []

    def ask() -> str:
        raise KeyringUnavailable("There is none.")

    aside.ask(ask, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].message == "There is none."
    assert errors[0].__traceback__ is None


def test_only_the_newest_question_is_answered(qtbot):
    aside = Aside()
    free = threading.Event()
    answers: list[str] = []

    def slow() -> str:
        free.wait(10)
        return "old"

    aside.ask(slow, answers.append, lambda _: None)
    aside.ask(lambda: "new", answers.append, lambda _: None)
    free.set()
    qtbot.waitUntil(lambda: bool(answers))
    aside.ask(lambda: "unwanted", answers.append, lambda _: None)
    aside.forget()
    qtbot.wait(100)
    assert answers == ["new"]

from keystead.gui.models import readers
from keystead.services.export import PROFILES


def test_every_reader_has_words_of_its_own():
    assert list(readers._WORDS) == list(PROFILES)
    assert len({readers.words_of(name)[0] for name in PROFILES}) == len(PROFILES)


def test_a_reader_without_words_has_its_title(monkeypatch):
    monkeypatch.delitem(readers._WORDS, "json")
    assert readers.words_of("json") == ("JSON", "")

from msgspec import structs

from keystead.core.model import Secret
from keystead.services.news import News, changed_secrets
from tests.support.vaults import World, add, edit


def test_new_gone_and_different_secrets_are_counted_and_a_use_is_not(world: World):
    vault = world.one.open()
    one, two = add(vault, "A"), add(vault, "B")
    changed = edit(vault, "B", notes="new")
    assert changed_secrets([one, two], [one, two]) == 0
    assert changed_secrets([one], [one, two]) == 1
    assert changed_secrets([one, two], [two]) == 1
    assert changed_secrets([one, two], [one, changed]) == 1
    used: Secret = structs.replace(one, last_used=7)
    assert changed_secrets([one], [used]) == 0


def test_news_add_up_and_the_last_ones_are_known():
    news = News().plus(2, 10.0).plus(0, 20.0).plus(3, 30.0)
    assert (news.number, news.last, news.at) == (5, 3, 30.0)

"""One person, two computers, a synced folder: whatever comes, in whatever order."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.support.sync_service import SERVICES
from tests.support.synced_days import STEPS, TwoComputers
from tests.support.two_computers import run


class Days(RuleBasedStateMachine):
    """The steps of ``two_computers``, in an order that Hypothesis can make shorter."""

    world: TwoComputers | None = None

    @initialize(service=st.sampled_from(sorted(SERVICES)))
    def begin(self, service: str) -> None:
        self.world = TwoComputers(service)

    @precondition(lambda self: self.world is not None)
    @rule(
        computer=st.integers(0, 1), step=st.sampled_from(sorted(STEPS)), number=st.integers(0, 999)
    )
    def step(self, computer: int, step: str, number: int) -> None:
        assert self.world is not None
        self.world.do(computer, step, number)

    def teardown(self) -> None:
        if self.world is not None:
            try:
                self.world.settle()
            finally:
                self.world.close()


TestDays = Days.TestCase
TestDays.settings = settings(
    max_examples=15,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_random_week_on_every_service(service: str):
    run(steps=60, seed=2026, service=service)

"""Lives of contributions and reports as they come: after each step all is as it must be."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.critiques.moderation.life import Life

pytestmark = pytest.mark.django_db

FULL = pytest.mark.benchmark


@pytest.mark.parametrize("lives", [6, pytest.param(200, marks=FULL)])
def test_whatever_happens_all_is_as_it_must_be(lives: int) -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=lives,
            stateful_step_count=40,
            deadline=None,
            derandomize=lives < 200,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

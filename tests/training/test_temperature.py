import numpy as np
import pytest

from training.temperature import tuned_temperature


@pytest.mark.parametrize(("stated", "right"), [(4.0, 0.8), (1.0, 0.9), (6.0, 0.7)])
def test_overconfidence_is_cooled_to_the_share_that_is_right(stated, right):
    """With log-odds of +-z and a share r right, the likelihood is greatest where z / T = log(r / (1 - r))."""
    definite = np.arange(1000) % 2 == 0
    is_right = np.arange(1000) // 2 % 10 < right * 10
    log_odds = np.where(definite == is_right, stated, -stated)

    found = tuned_temperature(log_odds, definite)

    assert stated / found == pytest.approx(np.log(right / (1 - right)), rel=0.02)

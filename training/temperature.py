"""Temperature scaling: one number that makes probabilities honest (Guo et al. 2017, ICML, section 4.2)."""

import numpy as np
from numpy.typing import NDArray

COOLEST, HOTTEST = 0.2, 10.0
STEPS = 400


def tuned_temperature(log_odds: NDArray[np.float64], is_definite: NDArray[np.bool_]) -> float:
    """Return the temperature, 0.2 to 10, with the least negative log-likelihood on these cases."""
    temperatures = np.geomspace(COOLEST, HOTTEST, STEPS)
    losses = [_loss(log_odds / temperature, is_definite) for temperature in temperatures]
    return float(temperatures[int(np.argmin(losses))])


def _loss(log_odds: NDArray[np.float64], is_definite: NDArray[np.bool_]) -> float:
    """Return the mean of log(1 + exp(-z)) for definite and log(1 + exp(z)) for other cases."""
    return float(np.logaddexp(0, np.where(is_definite, -log_odds, log_odds)).mean())

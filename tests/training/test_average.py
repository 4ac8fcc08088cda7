import pytest
import torch
from torch import nn

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")


@pytest.fixture
def average_of():
    from training.average import Average

    return Average


@pytest.fixture
def network():
    made = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(made.weight)
    return made


def _step(network, value):
    with torch.no_grad():
        network.weight.fill_(value)


def test_the_first_steps_count_less_and_later_ones_by_the_decay(network, average_of):
    """By hand: shares 1 - 1/10, 1 - 2/11, then 1 - 0.5 from the eighth step on."""
    average = average_of(network, 0.5)
    _step(network, 1.0)
    average.after_step()
    assert average.tensors["weight"].item() == pytest.approx(0.9)
    _step(network, 2.0)
    average.after_step()
    assert average.tensors["weight"].item() == pytest.approx(0.9 + (2 - 0.9) * 9 / 11)

    late = average_of(network, 0.5, steps=100)
    _step(network, 4.0)
    late.after_step()
    assert late.tensors["weight"].item() == pytest.approx(3.0)


def test_the_average_answers_for_the_tuning_set_and_the_network_learns_on(network, average_of):
    average = average_of(network, 0.5, steps=100)
    _step(network, 8.0)
    average.after_step()

    average.before_validate()
    assert network(torch.ones(1, 1)).item() == pytest.approx(4.0)
    average.after_validate()
    assert network(torch.ones(1, 1)).item() == pytest.approx(8.0)
    assert average.tensors["weight"].item() == pytest.approx(4.0)

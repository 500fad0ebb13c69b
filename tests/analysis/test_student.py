"""The quantile agrees with the library that we do not ship."""

import pytest

from quality_desktop.analysis.student import two_sided


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99])
def test_the_quantile_is_that_of_the_library(confidence):
    from scipy.stats import t  # every process of a run reads this file, one has to wait for it

    freedoms = [*range(1, 40), 100, 101, 999, 1300]
    expected = [float(t.ppf((1 + confidence) / 2, each)) for each in freedoms]
    assert [two_sided(confidence, each) for each in freedoms] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("confidence", "freedom"), [(0.95, 0), (0.0, 5), (1.0, 5)])
def test_what_has_no_quantile_is_refused(confidence, freedom):
    with pytest.raises(ValueError, match="no quantile"):
        two_sided(confidence, freedom)

from __future__ import annotations

import pytest

from mapgen.recommend.book import STYLES
from mapgen.recommend.landscape import Landscape
from mapgen.recommend.style import TITLES, recommend_style


@pytest.mark.parametrize(
    ("land", "styles"),
    [
        (Landscape(2, developers=1, volume="low", regulated=False, realtime=False), {"p2p"}),
        (Landscape(3, developers=2, volume="low", regulated=False, realtime=True), {"p2p"}),
        (Landscape(3, developers=0, volume="low", regulated=False, realtime=False), {"ipaas"}),
        (Landscape(8, developers=0, volume="medium", regulated=False, realtime=False), {"ipaas"}),
        (Landscape(7, developers=2, volume="medium", regulated=False, realtime=False), {"ipaas"}),
        (Landscape(5, developers=6, volume="medium", regulated=True, realtime=False), {"hub_and_spoke", "ipaas"}),
        (Landscape(6, developers=12, volume="medium", regulated=True, realtime=False), {"hub_and_spoke"}),
        (Landscape(16, developers=25, volume="high", regulated=True, realtime=False), {"esb", "hub_and_spoke"}),
        (Landscape(9, developers=15, volume="very_high", regulated=False, realtime=True), {"event_driven"}),
        (Landscape(6, developers=10, volume="medium", realtime=True, consumers=4), {"event_driven"}),
        (Landscape(12, developers=20, volume="medium", regulated=False, realtime=False, teams=6), {"api_led"}),
        (Landscape(20, realtime=False, own_services=18, bus=False), {"api_led", "event_driven"}),
        (Landscape(9, realtime=True, own_services=8, bus=True), {"event_driven"}),
        (Landscape(8, volume="low", realtime=False, own_services=0, bus=False), {"ipaas"}),
        (Landscape(5, developers=5, volume="medium", copy_allowed=False), {"data_virtualization"}),
    ],
)
def test_the_rules_of_thumb_hold(land: Landscape, styles: set[str]) -> None:
    assert recommend_style(land).style in styles


@pytest.mark.parametrize(
    ("land", "style", "says"),
    [
        (Landscape(10), "p2p", "45 links"),
        (Landscape(3, developers=0), "p2p", "maintains"),
        (Landscape(5, regulated=False), "esb", "more than 5 systems need"),
        (Landscape(3), "event_driven", "over-engineered"),
        (Landscape(8, developers=0), "event_driven", "developers"),
        (Landscape(8), "api_led", "none are known"),
        (Landscape(8, developers=1), "api_led", "there are 1"),
        (Landscape(2), "hub_and_spoke", "middle"),
        (Landscape(8), "data_virtualization", "forbid"),
    ],
)
def test_a_style_that_does_not_fit_is_ruled_out_with_its_sentence(land: Landscape, style: str, says: str) -> None:
    assert says in recommend_style(land).refused[style]


def test_something_is_always_advised_and_every_style_is_ranked_or_ruled_out() -> None:
    for systems in range(1, 30):
        advice = recommend_style(Landscape(systems, developers=0))
        assert advice.because
        assert set(advice.totals) | set(advice.refused) == set(STYLES) == set(TITLES)


def test_what_is_unknown_is_left_out_and_said() -> None:
    advice = recommend_style(Landscape(6, developers=3))
    assert "volume" in advice.unknown
    assert "Data volume" not in [line.title for line in advice.lines]


def test_reasons_name_where_the_style_beats_the_runner_up() -> None:
    advice = recommend_style(Landscape(9, developers=15, volume="high", regulated=False, realtime=True))
    assert "real time" in advice.because[1]

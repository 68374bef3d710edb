import pytest

from annotate.tei.dates import is_iso_date, is_w3c_date


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "-0044",
        "12024",
        "2024-02",
        "2024-02-29",
        "--02-29",
        "--02",
        "---31",
        "14:30:00",
        "2024-02-20T14:30:00Z",
        "2024-02-20+01:00",
        "2000-02-29",
    ],
)
def test_dates_that_tei_holds(text):
    assert is_w3c_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-2",
        "2024-13",
        "2023-02-29",
        "1900-02-29",
        "2024-04-31",
        "--02-30",
        "2024-02-20 14:30",
        "2024-02~",
        "199X",
        "0000",
        "2024-W07",
        "２０２４",
    ],
)
def test_dates_that_tei_does_not_hold(text):
    assert not is_w3c_date(text)


def test_iso_dates_hold_weeks_and_durations():
    assert is_iso_date("2024-W07") and is_iso_date("P3W") and is_iso_date("2024-02-20/2024-02-22")
    assert not is_iso_date("hier") and not is_iso_date("2024?")

"""What tickers promises. Run with: pytest test_tickers.py"""

import pytest
from annotate.testing import annotated, assert_contract

from tickers import Options, Tickers


def found(text: str, options: Options | None = None) -> list[tuple[str, object, object]]:
    """Each ticker's text, kind and exchange."""
    document = annotated(text, Tickers(options or Options()))
    return [(document.text_of(a), a.kind, a.features.get("exchange")) for a in document.layer("ticker")]


@pytest.mark.parametrize(
    ("text", "symbol", "exchange"),
    [
        ("Renault (Euronext Paris : RNO) monte.", "RNO", "XPAR"),
        ("Renault (Paris\u00a0: RNO) monte.", "RNO", "XPAR"),
        ("Apple (NASDAQ: AAPL) recule.", "AAPL", "XNAS"),
        ("Berkshire [NYSE:BRK.B] aussi.", "BRK.B", "XNYS"),
        ("Sony (TSE: 6758) gagne.", "6758", "XTKS"),
    ],
)
def test_a_ticker_in_brackets_has_its_exchange(text: str, symbol: str, exchange: str) -> None:
    assert found(text) == [(symbol, "listed", exchange)]


def test_a_cashtag_has_no_exchange() -> None:
    assert found("Vendez $AAPL !") == [("AAPL", "cashtag", None)]


@pytest.mark.parametrize("text", ["(Lyon : OL)", "100$US", "$aapl", "A$AP Rocky", "$TOOLONG", "(NYSE : le plus grand)"])
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_cashtags_can_be_left_out() -> None:
    assert found("Vendez $AAPL !", Options(cashtags=False)) == []


def test_the_plugin_keeps_its_promises() -> None:
    assert_contract(Tickers, texts=["Apple (NASDAQ: AAPL) et $MSFT."])

"""Finds stock tickers with their exchange: Renault (Euronext Paris : RNO), Apple (NASDAQ: AAPL), $AAPL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotate import Annotation, Document, Kind, Layer, hookimpl

# What newsrooms call an exchange, lower case -> its market identifier code (ISO 10383).
EXCHANGES = {
    "bourse de paris": "XPAR",
    "bse": "XBOM",
    "euronext": "XPAR",
    "euronext amsterdam": "XAMS",
    "euronext brussels": "XBRU",
    "euronext bruxelles": "XBRU",
    "euronext lisbon": "XLIS",
    "euronext lisbonne": "XLIS",
    "euronext paris": "XPAR",
    "hkex": "XHKG",
    "lse": "XLON",
    "nasdaq": "XNAS",
    "nyse": "XNYS",
    "paris": "XPAR",
    "six": "XSWX",
    "tse": "XTKS",
    "tsx": "XTSE",
    "xetra": "XETR",
}
TICKERS = Layer(
    name="ticker",
    description="stock tickers",
    kinds={
        "listed": Kind("a ticker with its exchange, in brackets", "identifying"),
        "cashtag": Kind("a ticker behind a dollar sign; the exchange is not said", "identifying"),
    },
)
_NAMES = "|".join(re.escape(name) for name in sorted(EXCHANGES, key=lambda name: (-len(name), name)))
_LISTED = re.compile(rf"[(\[](?P<exchange>(?i:{_NAMES})) ?: ?(?P<symbol>[A-Z0-9]{{1,6}}(?:[.-][A-Z]{{1,2}})?)[)\]]")
_CASHTAG = re.compile(r"(?<![\w$])\$(?P<symbol>[A-Z]{1,5}(?:\.[A-Z])?)(?!\w)")
_SPACES = str.maketrans("\u00a0\u202f", "  ")  # French puts one of them before a colon; as many code points


@dataclass(frozen=True)
class Options:
    """What a job file may say under the plugin's name."""

    cashtags: bool = field(default=True, metadata={"description": "Find $AAPL too, which names no exchange."})


class Tickers:
    """Finds stock tickers, with the exchange where it is said."""

    annotate_api = 1
    provides = (TICKERS,)
    Settings = Options

    def __init__(self, settings: Options) -> None:
        self._settings = settings

    @hookimpl
    def annotate_document(self, document: Document) -> Iterator[Annotation]:
        """Yield the tickers; the span is the symbol alone, the features say the rest."""
        text = document.text.translate(_SPACES)
        for match in _LISTED.finditer(text):
            exchange = EXCHANGES[match["exchange"].lower()]
            features = {"symbol": match["symbol"], "exchange": exchange}
            yield Annotation("ticker", match.span("symbol"), "listed", features)
        if self._settings.cashtags:
            for match in _CASHTAG.finditer(text):
                yield Annotation("ticker", match.span("symbol"), "cashtag", {"symbol": match["symbol"]})

"""An annotated document as one page of HTML that needs nothing else: no network, no other file.

The text is hostile input: everything from a document is escaped, and a content security policy lets only the
page's own style and script act, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from urllib.parse import quote

from annotate.document import Document
from annotate.views.facts import facts, layers_of, uncertain
from annotate.views.lanes import Lanes, Shown, Stretch, by_block, lanes, stretches
from annotate.views.markup import attribute, link, script_data, text
from annotate.views.panels import HUES, Panels

LANE = 5  # pixels from one underline to the next
LINE = 3  # pixels of an underline


def page(document: Document) -> str:
    """The page. The same document gives the same page."""
    laid = lanes(document)
    data = script_data(_data(document, laid))
    title = document.metadata.title or document.id
    return framed(
        title,
        document.language,
        f"<header><h1>{text(title)}</h1>{_about(document)}</header>"
        f'<main><article id="text" lang="{attribute(document.language)}">{"".join(_blocks(document, laid))}</article>'
        f'<aside aria-label="What was found">{"".join(Panels(document, laid))}</aside></main>'
        '<div id="box" role="tooltip" hidden></div>'
        f'<script type="application/json" id="data">{data}</script>',
        style=_asset("page.css") + _lane_rules(laid, list(layers_of(document))),
        script=_asset("page.js"),
    )


def framed(title: str, language: str, body: str, *, style: str, script: str = "") -> str:
    """A whole page around a body, with the policy that lets only this style and this script act."""
    policy = f"default-src 'none'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    if script:
        policy += f"; script-src '{_digest(script)}'"
    return (
        f'<!DOCTYPE html>\n<html lang="{attribute(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{attribute(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n"
        + (f"<script>{script}</script>\n" if script else "")
        + "</body>\n</html>\n"
    )


def index(rows: Iterable[tuple[str, Document]]) -> str:
    """A page that leads to the pages of several documents. ``rows``: path beside this page, and document."""
    lines = "".join(
        f'<tr><td><a href="{attribute(quote(address))}">{text(document.metadata.title or document.id)}</a></td>'
        f"<td>{text(document.date or '')}</td><td>{text(document.metadata.publisher or '')}</td>"
        f"<td>{', '.join(f'{text(name)} {len(document.layer(name))}' for name in document.layers)}</td></tr>"
        for address, document in rows
    )
    head = "<tr><th>document</th><th>date</th><th>publisher</th><th>annotations</th></tr>"
    body = f"<header><h1>Annotated documents</h1></header><div class='list'><table>{head}{lines}</table></div>"
    return framed("Annotated documents", "en", body, style=_asset("page.css") + ".list { padding: 1rem 1.25rem; }")


def _about(document: Document) -> str:
    meta = document.metadata
    dated = meta.date or "no publication date"
    by = ", ".join(meta.authors)
    parts = [text(part) for part in (meta.publisher or "", by, dated, document.language) if part]
    parts.append(link(meta.url, meta.url) if meta.url else text(meta.source))
    ran = "; ".join(f"{run.plugin} {run.version}: {run.outcome}" for run in document.runs)
    return f'<p class="soft">{" · ".join(parts)}</p><p class="soft">{text(ran)}</p>'


def _blocks(document: Document, laid: Lanes) -> Iterator[str]:
    for block, inside in zip(document.blocks, by_block(laid.shown, document), strict=True):
        end = block.start + len(document.text[block.start : block.end].rstrip("\r\n"))
        pieces = "".join(_piece(document, stretch) for stretch in stretches(_within(inside, end), block.start, end))
        tag = "h2" if block.heading else "p"
        if pieces:
            yield f"<{tag}>{pieces}</{tag}>\n"


def _within(inside: list[Shown], end: int) -> list[Shown]:
    return [one for one in inside if one.annotation.start < end]


def _piece(document: Document, stretch: Stretch) -> str:
    words = text(document.text[stretch.start : stretch.end])
    if not stretch.under:
        return words
    classes = " ".join(f"{'u' if uncertain(one.annotation) else 'a'}{one.lane}" for one in stretch.under)
    numbers = " ".join(str(one.number) for one in stretch.under)
    begins = any(one.annotation.start == stretch.start for one in stretch.under)
    stop = ' tabindex="0"' if begins else ""
    return f'<span class="s {classes}" data-a="{numbers}" data-s="{stretch.start}"{stop}>{words}</span>'


def _data(document: Document, laid: Lanes) -> str:
    layers = {name: number for number, name in enumerate(layers_of(document))}
    rows = [[layers[one.annotation.layer], list(facts(one.annotation, document))] for one in laid.shown]
    return json.dumps(rows, ensure_ascii=True, separators=(",", ":"))


def _lane_rules(laid: Lanes, layers: list[str]) -> str:
    """The style that depends on how many lanes there are."""
    number = len(laid.layers)
    room = LANE * number
    images = ",".join(f"var(--i{lane},none)" for lane in range(number)) or "none"
    sizes = ",".join([f"100% {LINE}px"] * number) or "auto"
    places = ",".join(f"0 calc(100% - {LANE * (number - 1 - lane)}px)" for lane in range(number)) or "0 0"
    rules = [
        f".s{{--images:{images};--sizes:{sizes};--places:{places}}}",
        f":root{{--room:{room}px;--line:calc(1.45em + {room}px)}}",
        *(f".w{hue}{{background:var(--h{hue})}}" for hue in range(HUES)),
    ]
    for lane, name in enumerate(laid.layers):
        layer = layers.index(name)
        colour = f"var(--h{layer % HUES})"
        rules += [
            f".a{lane}{{--i{lane}:linear-gradient({colour},{colour})}}",
            f".u{lane}{{--i{lane}:repeating-linear-gradient(90deg,{colour} 0 4px,transparent 4px 8px)}}",
            f".hide{layer} .s{{--i{lane}:none}}",
        ]
    return "".join(rules)


@cache
def _asset(name: str) -> str:
    return resources.files("annotate.views").joinpath(name).read_text("utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

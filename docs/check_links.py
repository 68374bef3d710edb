"""Checks that every relative link of the project's Markdown files, in all folders, leads to a file, every fragment to
a heading, and that every page of docs/ can be reached from README by links.

python docs/check_links.py
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```.*?```", re.DOTALL)


def anchors(text: str) -> set[str]:
    """The fragments that a page's headings give, as code hosts make them."""
    headings = re.findall(r"^#+\s+(.*)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def main() -> int:
    pages = [
        p for p in sorted(ROOT.rglob("*.md")) if not any(part.startswith(".") or part == "out" for part in p.parts)
    ]
    broken = []
    leads_to: dict[Path, set[Path]] = {}
    for page in pages:
        text = page.read_text("utf-8")
        for target in LINK.findall(FENCE.sub("", text)):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, fragment = target.partition("#")
            leads = (page.parent / path).resolve() if path else page
            leads_to.setdefault(page, set()).add(leads)
            if not leads.exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}: no such file")
            elif fragment and leads.suffix == ".md" and fragment not in anchors(leads.read_text("utf-8")):
                broken.append(f"{page.relative_to(ROOT)}: {target}: no such heading")
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        waiting += leads_to.get(page, set()) - reached
    docs = {page for page in pages if page.is_relative_to(ROOT / "docs")}
    broken += [f"{page.relative_to(ROOT)}: no link leads here from README" for page in sorted(docs - reached)]
    print("\n".join([*broken, f"{len(pages)} pages, {len(broken)} broken links"]))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

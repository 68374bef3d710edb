"""What the site has besides docs/: the READMEs of the first-party plugins, as pages.

On a code host, pages link to files of the whole repository. On the site, links to a plugin's README lead to its page,
links to README lead home, and other links out of docs/ become plain text.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\[([^\]]*)\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)")
FENCE = re.compile(r"(^ *```.*?^ *```)", re.DOTALL | re.MULTILINE)


def on_files(files: Files, config: Any) -> Files:
    """Add each plugin's README as plugins/NAME.md."""
    for readme in sorted(ROOT.glob("plugins/*/README.md")):
        files.append(File.generated(config, f"plugins/{readme.parent.name}.md", content=readme.read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Send links that lead out of docs/ somewhere on the site."""
    uri = page.file.src_uri
    known = {file.src_uri for file in files}
    here = re.sub(r"plugins/(\w+)\.md", r"plugins/\1/README.md", uri) if page.file.generated_by else f"docs/{uri}"

    def led(match: re.Match[str]) -> str:
        text, target, fragment = match[1], match[2], match[3] or ""
        place = posixpath.normpath(posixpath.join(posixpath.dirname(here), target))
        on_site = re.sub(r"^plugins/(\w+)/README\.md$", r"plugins/\1.md", place.removeprefix("docs/"))
        on_site = "index.md" if place == "README.md" else on_site
        if on_site not in known:
            return text
        return f"[{text}]({posixpath.relpath(on_site, posixpath.dirname(uri) or '.')}{fragment})"

    parts = FENCE.split(markdown)  # what stands in a fence is at the odd places
    return "".join(part if number % 2 else LINK.sub(led, part) for number, part in enumerate(parts))

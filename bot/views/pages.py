"""Pages for a browser, outside Slack: one heading, one sentence, at most one button."""

from __future__ import annotations

import html

from msgspec import Struct

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0 auto; max-width: 32rem; padding: 12vh 1.25rem 2rem; font: 1.0625rem/1.5 system-ui, sans-serif; }}
h1 {{ font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }}
p {{ margin: 0 0 1.5rem; }}
a {{ display: inline-block; padding: .75rem 1.25rem; border-radius: .375rem; background: #154273; color: #fff;
  font-weight: 600; text-decoration: none; }}
a:hover {{ background: #0e2f53; }}
a:focus-visible {{ outline: 3px solid #e17000; outline-offset: 3px; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{body}</p>
{button}
</main>
</body>
</html>
"""


class Link(Struct, frozen=True, kw_only=True):
    """What a button says, and where it leads: an address of http or https, or a path."""

    text: str
    url: str


def build_page(language: str, title: str, body: str, link: Link | None = None) -> str:
    """Return a page in HTML; all that is given shows as the text that it is."""
    button = f'<a href="{html.escape(link.url)}">{html.escape(link.text)}</a>' if link else ""
    return _PAGE.format(language=language, title=html.escape(title), body=html.escape(body), button=button)

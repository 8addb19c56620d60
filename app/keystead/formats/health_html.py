"""A report of health as one page of its own: no script, nothing loaded, light and dark."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

_STYLE = """
:root{color-scheme:light dark;--text:#16201f;--soft:#52605e;--line:#d8dedd;--ground:#fff;
--critical:#b3261e;--warning:#8a5a00;--note:#52605e;--bar:#0b6b66}
@media(prefers-color-scheme:dark){:root{--text:#e8eeed;--soft:#a9b5b3;--line:#374140;
--ground:#161b1b;--critical:#ff8a80;--warning:#f0b64d;--note:#a9b5b3;--bar:#4db6ac}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground);
max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{color:var(--soft);margin:.25rem 0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.4rem .6rem .4rem 0;border-bottom:1px solid var(--line);
vertical-align:top}
th{font-weight:600;color:var(--soft);font-size:.85rem}
td.n{text-align:right;font-variant-numeric:tabular-nums}
.critical{color:var(--critical);font-weight:600}.warning{color:var(--warning);font-weight:600}
.note{color:var(--note)}code{font:14px ui-monospace,monospace}
svg rect{fill:var(--bar)}
@media print{body{margin:0}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(
    vault: str,
    made: str,
    findings: Sequence[Mapping[str, str]],
    ahead: Sequence[tuple[str, int]],
    ages: Mapping[str, Sequence[int]],
    age_names: Sequence[str],
) -> str:
    """The page.  ``findings``: severity, environment, name, found, step; ``ahead``: weeks by
    their first day with how many ends; ``ages``: by environment, one number a name."""
    title = f"Health of {escape(vault)}"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1><p>{escape(made)}. Names and dates; no value is in this page.</p>",
        "<h2>Findings</h2>",
        _findings(findings),
        "<h2>The next 90 days</h2>",
        _chart(ahead),
        _table(("Week from", "Ends"), [(day, str(number)) for day, number in ahead]),
        "<h2>Age of the values</h2>",
        _table(
            ("Environment", *age_names),
            [(name, *map(str, row)) for name, row in ages.items()],
        ),
        "</body></html>",
    ]
    return "\n".join(parts)


def _findings(findings: Sequence[Mapping[str, str]]) -> str:
    if not findings:
        return "<p>Nothing was found.</p>"
    rows = "".join(
        f'<tr><td class="{escape(one["severity"])}">{escape(one["severity"].capitalize())}</td>'
        f"<td><code>{escape(one['environment'])}/{escape(one['name'])}</code></td>"
        f"<td>{escape(one['found'])}</td><td>{escape(one['step'])}</td></tr>"
        for one in findings
    )
    return _framed(("Severity", "Key", "Found", "What to do"), rows)


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    cells = "".join(
        f"<tr><td>{escape(first)}</td>"
        + "".join(f'<td class="n">{escape(cell)}</td>' for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return _framed(heads, cells)


def _framed(heads: Iterable[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _chart(weeks: Sequence[tuple[str, int]]) -> str:
    """Bars, one a week; the table below says the same."""
    most = max((number for _, number in weeks), default=0)
    if not most:
        return "<p>Nothing ends.</p>"
    wide, high = 44, 80
    bars = "".join(
        f'<rect x="{at * wide}" y="{high - height}" width="{wide - 6}" height="{height}" rx="2">'
        f"<title>{escape(day)}: {number}</title></rect>"
        for at, (day, number) in enumerate(weeks)
        if (height := round(number / most * high))
    )
    size = f'viewBox="0 0 {len(weeks) * wide} {high}" width="100%" height="{high}"'
    label = "Ends of each week; the table says the same"
    return f'<svg {size} role="img" aria-label="{label}">{bars}</svg>'

"""A topic of the help as what Qt's rich text shows, in the colours of the theme."""

from html import escape

from workbench.domain.help_texts import HelpBlock, HelpHit, HelpKind, HelpTopic, Spans
from workbench.ui.kit.tokens import LARGE, SMALL, tokens

SCHEME = "topic:"
_LISTS = {HelpKind.STEP: "ol", HelpKind.POINT: "ul"}


def topic_html(topic: HelpTopic) -> str:
    """The whole topic; links lead to ``topic:KEY``."""
    parts, open_list = [_title(topic.title)], ""
    for block in topic.blocks:
        wanted = _LISTS.get(block.kind, "")
        if wanted != open_list:
            parts += [f"</{open_list}>"] * bool(open_list) + [f"<{wanted}>"] * bool(wanted)
            open_list = wanted
        parts.append(_block(block))
    return _page("".join(parts) + (f"</{open_list}>" if open_list else ""))


def hits_html(hits: list[HelpHit], nothing: str) -> str:
    """The topics found, each a link with the place where the words stand; ``nothing`` where there is none."""
    look = tokens()
    lines = [
        f'<p style="margin-bottom: 10px">{_link(hit.key, hit.title)}<br/>'
        f'<span style="color: {look.text2}; font-size: {SMALL}px">{escape(hit.excerpt)}</span></p>'
        for hit in hits
    ]
    return _page("".join(lines) or f'<p style="color: {look.text2}">{escape(nothing)}</p>')


def list_html(title: str, topics: list[tuple[str, str, int]]) -> str:
    """The contents: key, title and level of each topic."""
    lines = [
        f'<p style="margin: {6 if not level else 2}px 0 2px {18 * level}px">{_link(key, text)}</p>'
        for key, text, level in topics
    ]
    return _page(_title(title) + "".join(lines))


def _page(body: str) -> str:
    return f'<body style="color: {tokens().text}">{body}</body>'


def _title(text: str) -> str:
    return f'<p style="font-size: {LARGE}px; font-weight: bold; margin-bottom: 8px">{escape(text)}</p>'


def _block(block: HelpBlock) -> str:
    words = _spans(block.spans)
    match block.kind:
        case HelpKind.HEADING:
            return f'<p style="font-weight: bold; margin: 14px 0 4px 0">{words}</p>'
        case HelpKind.TABLE:
            return _table(block)
        case HelpKind.STEP | HelpKind.POINT:
            return f'<li style="margin-bottom: 5px; line-height: 135%">{words}</li>'
        case HelpKind.TEXT:
            return f'<p style="margin: 0 0 8px 0; line-height: 135%">{words}</p>'


def _table(block: HelpBlock) -> str:
    look = tokens()
    head, *rows = block.rows
    titles = "".join(f'<td style="color: {look.text2}">{_spans(cell)}</td>' for cell in head)
    lines = [f"<tr>{titles}</tr>"] * bool(head)
    for row in rows:
        first, *rest = (_spans(cell) for cell in row)
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        lines.append(f'<tr><td width="{30 if head else 62}%">{first}</td>{cells}</tr>')
    return f'<table cellspacing="0" cellpadding="4" width="100%">{"".join(lines)}</table>'


def _spans(spans: Spans) -> str:
    look, parts = tokens(), []
    for span in spans:
        text = escape(span.text)
        if span.link:
            parts.append(_link(span.link, span.text))
        elif span.is_key:
            parts.append(
                f'<span style="background: {look.disabled}; color: {look.text}">&nbsp;{text}&nbsp;</span>'
            )
        else:
            parts.append(f"<b>{text}</b>" if span.is_name else text)
    return "".join(parts)


def _link(key: str, text: str) -> str:
    colour = tokens().accent
    return (
        f'<a href="{SCHEME}{escape(key)}" style="color: {colour}; text-decoration: none">{escape(text)}</a>'
    )

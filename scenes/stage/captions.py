"""Captions tell the story to someone without sound: how long a text may be, and how long it stands."""

from scenes.stage import theme

LINE_LENGTH, LINES = 42, 2
PACE = 17              # characters a second that a viewer can read
LINGER = 2             # a caption stays until the next one, but no longer than so many times its reading time


def break_lines(text):
    """The text in at most two lines of 42 characters, of nearly equal length. Raises ValueError when it is longer."""
    if len(text) <= LINE_LENGTH:
        return text
    halves = [(text[:i], text[i + 1:]) for i, character in enumerate(text) if character == " "]
    fitting = [pair for pair in halves if max(map(len, pair)) <= LINE_LENGTH]
    if not fitting:
        raise ValueError(f'the caption "{text}" does not fit into {LINES} lines of {LINE_LENGTH} characters; say less')
    return "\n".join(min(fitting, key=lambda pair: max(map(len, pair))))


def reading_time(text):
    """Seconds that a caption must stand to be read."""
    return theme.in_ticks(max(1.0, len(text) / PACE))

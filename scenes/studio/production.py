"""Make the videos that are not up to date: first the recordings, one by one, then the films side by side."""

import asyncio
import json
import math
import os
import signal
import sys
from itertools import pairwise
from subprocess import PIPE, Popen

from scenes.stage.environment import Unclear, captions_in
from scenes.studio import StudioError
from scenes.studio.display import open_display, say
from scenes.studio.films import move_film
from scenes.studio.freshness import content_key, is_fresh, read_stamp, write_stamp
from scenes.studio.lock import alone

# The films fill the cores already: threads of each film's own would only get in their way.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
UTF8 = {"PYTHONUTF8": "1"}     # Manim writes the paths of its pieces in UTF-8, whatever the locale says


def make_videos(orders, runs, jobs):
    """Bring the videos of these orders up to date; returns the orders that had to be made."""
    try:
        captions_in()
    except Unclear as error:
        raise StudioError(error) from error
    if not stale(orders, runs):
        return []
    with sole_maker(orders[0].root):
        make_recordings([name for order in stale(orders, runs) for name in order.recordings], runs)
        behind = stale(orders, runs)  # another make may have mended some meanwhile
        behind.sort(key=took_last_time, reverse=True)  # the longest first: then all cores end at about the same time
        asyncio.run(_render_all(behind, [content_key(order, runs) for order in behind], jobs))
    return behind


def stale(orders, runs):
    return [order for order in orders if not is_fresh(stamp_of(order), content_key(order, runs))]


def stamp_of(order):
    return order.workshop / f"{order.format}.json"


def took_last_time(order):
    """Seconds; of a film that nobody has made here yet, more than of any other."""
    return read_stamp(stamp_of(order)).get("took", math.inf)


def sole_maker(root):
    """Two studios at once in one media folder take turns."""
    return alone(root / "media" / "build" / "lock", lambda: say("waiting for another make in this folder to end"))


def make_recordings(names, runs):
    for name in dict.fromkeys(names):
        if not runs.is_fresh(name):
            say(f"{name}: {runs.what_to_do(name)}")
            try:
                runs.load(name)
            except (OSError, ValueError, ArithmeticError) as error:
                raise StudioError(f"recording {name}: {error}") from error


async def _render_all(orders, keys, jobs):
    gate = asyncio.Semaphore(jobs)
    with open_display() as display:
        made = await asyncio.gather(*(
            _produce(order, key, gate, display) for order, key in zip(orders, keys, strict=True)))
    failed = [order.film for order, ok in zip(orders, made, strict=True) if not ok]
    if failed:
        raise StudioError(f"not made: {', '.join(failed)}")


async def _produce(order, key, gate, display):
    """Render and publish one film; says what went wrong and returns False rather than stop the others."""
    async with gate:
        display.begin(order.film, read_stamp(stamp_of(order)).get("seconds"))
        try:
            report = await render(order, order.workshop, display)
            publish(order, key, report)
        except (StudioError, OSError) as error:
            display.end(order.film, str(error))
            return False
        display.end(order.film, "{seconds:.1f} s of film in {took:.0f} s: ".format(**report) + shown(order.video))
        return True


async def render(order, folder, display):
    """Run the renderer; returns its last report. Whatever happens, no process is left behind."""
    folder.mkdir(parents=True, exist_ok=True)
    log, report = folder / "log.txt", {}
    command = [sys.executable, "-m", "scenes.studio.render", order.source, folder, order.quality, order.format]
    section = {"SECTION": str(order.section or "")}
    with log.open("wb") as stderr, Popen(
            command, cwd=order.root, env=os.environ | ONE_THREAD | UTF8 | section, stdout=PIPE, stderr=stderr) as renderer:
        try:
            async for line in await lines_of(renderer.stdout):
                report = json.loads(line)
                display.update(order.film, report["seconds"])
        except BaseException:
            renderer.kill()
            raise
    if renderer.returncode != 0:
        raise StudioError(f"{last_words(log, renderer.returncode)}; the whole log: {shown(log)}")
    return report


async def lines_of(pipe):
    """asyncio's own subprocesses would do this too, but can hang when they are cancelled while they start."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


def last_words(log, code):
    """The error at the end of the log: the line after the indented lines of the traceback."""
    if code < 0:
        return f"the renderer was stopped by {signal.Signals(-code).name}"
    lines = ["", *filter(str.strip, log.read_text(encoding="utf-8", errors="replace").splitlines())]
    errors = [line for above, line in pairwise(lines) if line[0] != " " and above[:1] in ("", " ")]
    return errors[-1] if errors else "the renderer failed without a word"


def publish(order, key, report):
    """Put the finished film in its place. Each file appears whole, and the stamp comes last."""
    stamp = stamp_of(order)
    stamp.unlink(missing_ok=True)
    files = move_film(order.workshop / f"movie.{order.format}", order.video)
    write_stamp(stamp, key, files, **{name: report[name] for name in ("seconds", "took", "chapters")})


def shown(path):
    """The path as one would type it here."""
    return os.path.relpath(path)

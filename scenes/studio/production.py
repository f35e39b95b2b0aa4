"""Make the videos that are not up to date: first the recordings, then the films, each in a process of its own, side by side."""

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
        make_recordings([name for order in stale(orders, runs) for name in order.recordings], runs, orders[0].root, jobs)
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


def make_recordings(names, runs, root, jobs=1):
    """Make those that are not fresh; a single one here, several side by side in processes of their own."""
    waiting = [name for name in dict.fromkeys(names) if not runs.is_fresh(name)]
    for name in waiting:
        say(f"{name}: {runs.what_to_do(name)}")
    if min(jobs, len(waiting)) > 1:
        asyncio.run(_record_all(sorted(waiting, key=runs.is_long, reverse=True), root, jobs))
        return
    for name in waiting:
        try:
            runs.load(name)
        except (OSError, ValueError, ArithmeticError) as error:
            raise StudioError(f"recording {name}: {error}") from error


async def _record_all(names, root, jobs):
    gate = asyncio.Semaphore(jobs)
    with open_display() as display:
        made = await asyncio.gather(*(_record(name, root, gate, display) for name in names))
    failed = [name for name, ok in zip(names, made, strict=True) if not ok]
    if failed:
        raise StudioError(f"not recorded: {', '.join(failed)}")


async def _record(name, root, gate, display):
    """Make one recording; says what went wrong and returns False rather than stop the others."""
    async with gate:
        display.begin(name, 1, "recording")
        log = root / "media" / "build" / "recordings" / f"{name}.txt"
        try:
            report = await watched(["scenes.studio.record", name], root, log, {},
                                   lambda report: display.update(name, report["share"], report["doing"]))
        except (StudioError, OSError) as error:
            display.end(name, str(error))
            return False
        display.end(name, "recorded in {took:.0f} s".format(**report))
        return True


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
        display.begin(order.film, read_stamp(stamp_of(order)).get("seconds"), "rendering")
        try:
            report = await render(order, order.workshop, display)
            publish(order, key, report)
        except (StudioError, OSError) as error:
            display.end(order.film, str(error))
            return False
        display.end(order.film, "{seconds:.1f} s of film in {took:.0f} s: ".format(**report) + shown(order.video))
        return True


async def render(order, folder, display):
    """Run the renderer; returns its last report."""

    def heard(report):
        display.update(order.film, report["seconds"], "{seconds:5.1f} s of film".format(**report))

    command = ["scenes.studio.render", order.source, folder, order.quality, order.format]
    return await watched(command, order.root, folder / "log.txt", {"SECTION": str(order.section or "")}, heard)


async def watched(command, root, log, environment, heard):
    """Run a module of ours, its stderr into the log, and hear its reports; returns the last. Whatever happens, no process is
    left behind."""
    log.parent.mkdir(parents=True, exist_ok=True)
    report = {}
    with log.open("wb") as stderr, Popen([sys.executable, "-m", *command], cwd=root, stdout=PIPE, stderr=stderr,
                                         env=os.environ | ONE_THREAD | UTF8 | environment) as child:
        try:
            async for line in await lines_of(child.stdout):
                report = json.loads(line)
                heard(report)
        except BaseException:
            child.kill()
            raise
    if child.returncode != 0:
        raise StudioError(f"{last_words(log, child.returncode)}; the whole log: {shown(log)}")
    return report


async def lines_of(pipe):
    """asyncio's own subprocesses would do this too, but can hang when they are cancelled while they start."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


def last_words(log, code):
    """The error at the end of the log: the line after the indented lines of the traceback."""
    if code < 0:
        return f"it was stopped by {signal.Signals(-code).name}"
    lines = ["", *filter(str.strip, log.read_text(encoding="utf-8", errors="replace").splitlines())]
    errors = [line for above, line in pairwise(lines) if line[0] != " " and above[:1] in ("", " ")]
    return errors[-1] if errors else "it failed without a word"


def publish(order, key, report):
    """Put the finished film in its place. Each file appears whole, and the stamp comes last."""
    stamp = stamp_of(order)
    stamp.unlink(missing_ok=True)
    files = move_film(order.workshop / f"movie.{order.format}", order.video)
    write_stamp(stamp, key, files, **{name: report[name] for name in ("seconds", "took", "chapters")})


def shown(path):
    """The path as one would type it here."""
    return os.path.relpath(path)

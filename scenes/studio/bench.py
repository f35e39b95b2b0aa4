"""How fast the films render: every film once, alone, at the lowest quality, into a folder that is thrown away."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from scenes.studio.display import open_display
from scenes.studio.production import make_recordings, render


def time_films(orders, runs):
    make_recordings([name for order in orders for name in order.recordings], runs, orders[0].root)
    print(f"{'film':20} {'length':>8} {'render':>8} {'frames/s':>9}")
    for order in orders:
        report = asyncio.run(render_in_passing(order))
        speed = report["frames"] / report["took"]
        print(f"{order.film:20} {report['seconds']:6.1f} s {report['took']:6.1f} s {speed:9.1f}", flush=True)


async def render_in_passing(order):
    with TemporaryDirectory() as folder, open_display() as display:
        display.begin(order.film, None, "rendering")
        report = await render(order, Path(folder), display)
        display.end(order.film, "timed")
        return report

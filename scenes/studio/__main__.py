"""The studio: makes the videos, stills and contact sheets of the films, and only what is not up to date.

The Makefile calls it; so can you:  python -m scenes.studio videos descent --quality l
"""

import argparse
import os
import signal
import sys
from pathlib import Path

from scenes.studio import StudioError
from scenes.studio.films import FORMATS, GIF_MOST, GIF_RATE, OF_A_SECTION, QUALITIES, Order, choose_films, choose_section

ROOT = Path(__file__).resolve().parents[2]

# Each command imports what it needs: `doctor` must run before there is NumPy, and `videos` with nothing to do is quick.


def videos(asked, root):
    """render every film that is not up to date into media/videos; with --section one of each"""
    from scenes import runs
    from scenes.studio.production import make_videos

    orders = ordered(asked, root)
    if asked.format == "gif":
        print(f"each GIF: at most {GIF_MOST / 1e6:.0f} MB, {GIF_RATE} pictures a second")
    made = make_videos(orders, runs, asked.jobs)
    where = "media/stills" if asked.format == "png" else "media/videos"
    print(f"{'sections' if asked.section else 'films'} up to date in {where}: {len(orders)} ({len(made)} made now)")


def stills(asked, root):
    """the last frame of every section into media/stills"""
    from scenes.studio.sheet import make_stills

    pictures(make_stills, asked, root)


def sheets(asked, root):
    """one contact sheet per film into media/sheets"""
    from scenes.studio.sheet import make_sheet

    pictures(make_sheet, asked, root)


def pictures(make, asked, root):
    from scenes.studio.sheet import make_pictures

    if asked.section or asked.format in OF_A_SECTION:
        raise StudioError("pictures are taken from whole films, of mp4 or webm; of one section: FORMAT=png")
    videos(asked, root)
    make_pictures(make, ordered(asked, root))


def recordings(asked, root):
    """train and record every run, or those that some films show"""
    from scenes import runs
    from scenes.studio.production import make_recordings

    names = [name for order in ordered(asked, root) for name in order.recordings] if asked.films else runs.RUNS
    make_recordings(names, runs, root, asked.jobs)


def audit(asked, root):
    """play films on short recordings, and say what a viewer would trip over, at which second; with a sheet"""
    from manim import config

    from scenes.studio.audits.command import audit_films

    config.update({"verbosity": "ERROR", "progress_bar": "none", "media_dir": str(root / "media" / "build" / "audits")})
    if found := audit_films(ordered(asked, root)):
        raise StudioError(f"{found} to look at")


def new(asked, root):
    """a new film: my_film writes a film, its recipe and its test, which run as they are"""
    from scenes.studio.new import new_film

    for path in new_film(asked.name, root):
        print(path.relative_to(root))
    print(f"Now: make {asked.name}, python -m scenes.studio audit {asked.name}, make test")


def table(asked, root):
    """bring the README's table of films up to date"""
    from scenes.studio.table import write

    write(root)


def bench(asked, root):
    """how many frames a second each film renders, at the lowest quality"""
    from scenes import runs
    from scenes.studio.bench import time_films

    time_films(ordered(asked, root), runs)


def doctor(asked, root):
    """what is missing on this machine, and how to get it"""
    from scenes.studio.doctor import report

    if not report(root):
        raise StudioError("something is missing")


def ordered(asked, root):
    """The films that are asked for, or of each the section."""
    if asked.format in OF_A_SECTION and not asked.section:
        raise StudioError(f"{OF_A_SECTION[asked.format]}: name one, as in make minibatch SECTION=3 FORMAT={asked.format}")
    quality = "l" if asked.format == "gif" else asked.quality
    return [Order(root, film, quality, asked.format, choose_section(root, film, asked.section))
            for film in choose_films(root, asked.films)]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message):
        self.exit(2, f"{self.prog}: {message}\n")


def parser():
    top = Parser(prog="python -m scenes.studio", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(required=True, metavar="command")
    for command in (videos, stills, sheets, recordings, new, table, audit, bench, doctor):
        sub = commands.add_parser(command.__name__, help=command.__doc__, description=command.__doc__)
        sub.set_defaults(command=command, quality="l", format="mp4", section=None)
        if command is new:
            sub.add_argument("name", help="as in my_film")
        if command in (videos, stills, sheets, recordings, audit, bench):
            sub.add_argument("films", nargs="*", metavar="FILM", help="which films; every film when none is named")
        if command in (videos, stills, sheets):
            sizes = ", ".join(f"{letter} {size}" for letter, size in QUALITIES.items())
            sub.add_argument("--quality", choices=QUALITIES, default="m", help=f"{sizes}; %(default)s by default")
            sub.add_argument("--format", choices=FORMATS, help="%(default)s by default; gif, and png, the last picture, of a section")
            sub.add_argument("--section", help="its number or name: only this section")
        if command in (videos, stills, sheets, recordings):
            cores = os.cpu_count() or 1
            sub.add_argument("--jobs", type=count, default=cores + (command is not recordings),  # one draws while others wait to end
                             help="how many are made at a time; %(default)s by default, on this machine")
    return top


def count(text):
    if int(text) < 1:
        raise argparse.ArgumentTypeError(f"at least 1, not {text}")
    return int(text)


def main(arguments=None, root=ROOT):
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # `kill` cleans up as Ctrl-C does
    asked = parser().parse_args(arguments)
    try:
        asked.command(asked, root)
        return 0
    except (StudioError, OSError) as error:
        print(f"{asked.command.__name__}: {error}", file=sys.stderr)
    except ModuleNotFoundError as error:
        print(f"{asked.command.__name__}: {error}; `make doctor` says what is missing", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"{asked.command.__name__}: interrupted; what was finished is kept", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())

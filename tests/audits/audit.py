"""All audits of one film."""

from tests.audits import cache, captions, contrast, frame, numbers, overlap, rhythm, states
from tests.audits.failure import once_each, save_picture, told
from tests.audits.recordings import SEEDS, record, recorded_in
from tests.audits.watch import watch


def audit(film_class, folder):
    """[Failure]: play the film on two short recordings of different seeds, kept in the folder, and ask everything."""
    first, second = (record(film_class.recordings, seed, folder) for seed in SEEDS)
    with recorded_in(second):
        other = watch(film_class)
    with recorded_in(first):
        film = watch(film_class, (frame.look, overlap.look, contrast.look, numbers.look, rhythm.Stillness()))
    return [*film.failures, *numbers.failures(film, other), *states.failures(film), *rhythm.failures(film),
            *captions.failures(film), *cache.keyed(film)]


def report(name, film_class, failures, folder, pictures):
    """The failures in words, each with a picture of its frame, which is written into the folder `pictures`."""
    for old in pictures.glob(f"{name}-*.png"):
        old.unlink()
    times = {failure.time for failure, _ in once_each(failures)} - {None}
    with recorded_in(record(film_class.recordings, SEEDS[0], folder)):
        paths = photograph(film_class, times, lambda time: pictures / f"{name}-{time:06.2f}s.png")
    return told(name, failures, paths)


def photograph(film_class, times, path):
    """{time: path}: play the film again, and write its frames at these times."""
    paths = {}

    def look(view):
        for time in times - paths.keys():
            if abs(view.time - time) < 1e-3:
                paths[time] = save_picture(view.picture, path(time))
        return ()

    watch(film_class, [look], moments=0)
    return paths

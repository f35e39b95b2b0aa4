"""Do the tests notice a mistake? Fifty faults of one line each, planted one by one in a copy of the project.

    python -m tests.trust.mutants            plant all of them, say which the tests catch
    python -m tests.trust.mutants kernel     only those whose file or description holds this word

A fault names the exact text that it spoils. Where that text no longer stands in its file exactly once, planting it is
refused: the list cannot rot in silence. The tests of the spoiled file run first, and all the others if they pass.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
NEEDED = ("nncore", "scenes", "tests", "media/preview", "pyproject.toml", "manim.cfg", "Makefile", "README.md", ".ci")
# Tests that copy the project themselves, and those of style: a fault should be caught by what it does.
LEFT_OUT = ("tests/trust/test_mutants.py", "tests/trust/test_clean_machine.py", "tests/trust/test_style.py")
PATIENCE = 900   # seconds: a fault that keeps the tests busy for so long is noticed by whoever waits for them


@dataclass(frozen=True)
class Fault:
    """One line spoiled. survives: why no test can catch it, for those that are known to slip through."""

    file: str
    old: str
    new: str
    why: str
    survives: str = ""

    def __str__(self):
        return f"{self.file}: {self.why}"

    def plant(self, root):
        """Spoil the file below `root`. Raises ValueError unless the text stands in it exactly once."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.old!r} stands {text.count(self.old)} times in {self.file}, not once. "
                             "The code has changed: choose the fault anew.")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


GUARDS = {  # the tests that should notice, quickest first
    "nncore/network.py": ["tests/trust/test_numbers.py", "tests/nncore/test_network.py"],
    "nncore/activation.py": ["tests/nncore/test_gain.py", "tests/trust/test_numbers.py", "tests/nncore/test_network.py"],
    "nncore/fast.py": ["tests/trust/test_numbers.py", "tests/nncore/test_kernel.py", "tests/nncore/test_batches.py",
                       "tests/nncore/test_slices.py", "tests/nncore/test_gain.py"],
    "nncore/training.py": ["tests/trust/test_numbers.py", "tests/nncore/test_training.py", "tests/trust/test_like_and_resume.py"],
    "nncore/threads.py": ["tests/trust/test_determinism.py"],
    "nncore/store/recipe.py": ["tests/trust/test_like_and_resume.py", "tests/trust/test_hostile.py",
                               "tests/nncore/test_training.py"],
    "nncore/store/recorder.py": ["tests/trust/test_like_and_resume.py", "tests/trust/test_faults.py",
                                 "tests/trust/test_hostile.py"],
    "nncore/store/npz.py": ["tests/nncore/test_recording.py", "tests/trust/test_faults.py", "tests/trust/test_hostile.py"],
    "nncore/recording.py": ["tests/nncore/test_recording.py", "tests/nncore/test_measures.py", "tests/nncore/test_training.py"],
    "nncore/landscape.py": ["tests/trust/test_numbers.py", "tests/nncore/test_landscape.py"],
    "nncore/measures.py": ["tests/nncore/test_measures.py", "tests/trust/test_numbers.py", "tests/nncore/test_network.py"],
    "nncore/data.py": ["tests/nncore/test_data.py"],
    "scenes/stage/theme.py": ["tests/scenes/test_theme.py", "tests/scenes/test_network_diagram.py"],
    "scenes/stage/camera.py": ["tests/scenes/test_painting.py"],
    "scenes/stage/painting.py": ["tests/scenes/test_painting.py", "tests/scenes/test_network_diagram.py"],
    "scenes/stage/network.py": ["tests/scenes/test_network_diagram.py"],
    "scenes/stage/digit.py": ["tests/scenes/test_drawings.py"],
    "scenes/stage/columns.py": ["tests/scenes/test_columns.py"],
    "scenes/stage/chart.py": ["tests/scenes/test_charts.py"],
    "scenes/stage/axes.py": ["tests/scenes/test_drawings.py", "tests/scenes/test_charts.py"],
    "scenes/stage/clock.py": ["tests/scenes/test_clock.py"],
    "scenes/stage/surface.py": ["tests/scenes/test_landscape.py"],
    "scenes/stage/contour_map.py": ["tests/scenes/test_landscape.py"],
    "scenes/stage/ground.py": ["tests/scenes/test_landscape.py", "tests/scenes/test_maps.py"],
    "scenes/stage/landscape.py": ["tests/scenes/test_landscape.py"],
    "scenes/stage/sight.py": ["tests/scenes/test_landscape.py"],
    "scenes/stage/facts.py": ["tests/scenes/test_facts.py"],
    "scenes/stage/text.py": ["tests/scenes/test_text.py"],
    "scenes/stage/film.py": ["tests/scenes/test_film.py", "tests/scenes/test_captions.py"],
    "scenes/studio/freshness.py": ["tests/studio/test_freshness.py"],
    "scenes/sources.py": ["tests/studio/test_sources.py"],
    "scenes/studio/production.py": ["tests/studio/test_production.py"],
}

FAULTS = [
    # -- the mathematics
    Fault("nncore/network.py", "dC_da[-1] = 2 * (a[-1] - y)", "dC_da[-1] = 1 * (a[-1] - y)", "the 2 of the square is missing"),
    Fault("nncore/network.py", "dC_da[l - 1] = delta[l] @ W ", "dC_da[l - 1] = -delta[l] @ W ", "a sign on the way back"),
    Fault("nncore/network.py", "@ a[l - 1] / len(x)", "@ a[l - 1] / y.size", "dC/dW divided by outputs, too"),
    Fault("nncore/network.py", "z.append(a[-1] @ W.T + b)", "z.append(a[-1] @ W.T - b)", "the bias subtracted"),
    Fault("nncore/network.py", "targets(y, output)).sum(axis=1)", "targets(y, output)).mean(axis=1)",
          "the mean over outputs, not their sum"),
    Fault("nncore/network.py", "j * n_in + k)", "k * n_out + j)", "w_kj for w_jk"),
    Fault("nncore/network.py", "1 / np.sqrt(W.shape[1])", "1 / np.sqrt(W.shape[0])", "a wrong axis: n_out for n_in"),
    Fault("nncore/network.py", "else output.argmax(axis=1) == labels", "else output.argmin(axis=1) == labels",
          "accuracy of what the network says last"),
    Fault("nncore/network.py", "(output[:, 0] > middle) == (labels > middle)", "(output[:, 0] > 0.5) == (labels > middle)",
          "a threshold beside the middle of two labels"),
    Fault("nncore/activation.py", "lambda z, a: 1 - a * a", "lambda z, a: 1 - a", "tanh' without its square"),
    Fault("nncore/activation.py", "(z >= 0).astype(z.dtype)", "(z > 0.0).astype(z.dtype)", "the step misses 0"),
    Fault("nncore/activation.py", "k * (a * (1 - a))", "a * (1 - a)", "a gain that the slope does not know"),
    Fault("nncore/fast.py", "(np.multiply, (delta, k, delta))", "(np.multiply, (delta, 1, delta))", "the fast slope without its gain"),
    Fault("nncore/measures.py", "max(low - claimed, claimed - high, 0.0)", "max(low - claimed, 0.0)",
          "the check sees only slopes that are too small"),
    # -- training
    Fault("nncore/fast.py", "or self._calls[m][0] is not x or self._calls[m][1] is not y", "",
          "a stale cache: the calls of other arrays"),
    Fault("nncore/fast.py", "np.ones((), a.dtype), a, spare))", "np.ones((), a.dtype), z, spare))",
          "sigma' from z, not from a"),
    Fault("nncore/fast.py", "np.array(2 / m, dtype)", "np.array(1 / m, dtype)", "half a step"),
    Fault("nncore/training.py", "np.subtract(self._theta, self._move", "np.add(self._theta, self._move", "uphill"),
    Fault("nncore/training.py", "eta = plan.rate(step)", "eta = plan.rate(step + 1)", "the rate of the next step"),
    Fault("nncore/training.py", "if isinstance(answer, (bool, np.bool_)) and answer:", "if answer:",
          "a callback that returns a number ends the run"),
    Fault("nncore/training.py", "if finite or recorder.last is None:", "if recorder.last is None:", "the last state is lost"),
    Fault("nncore/fast.py", "np.random.default_rng((plan.seed, 1))", "np.random.default_rng(plan.seed)",
          "one stream for start and order"),
    Fault("nncore/fast.py", "plan.batch_size * max(first - done, 0)", "0",
          "off by some steps: a run that goes on begins its epoch anew"),
    Fault("nncore/fast.py", "1 - turn", "turn", "rows are fetched over those that are still in use"),
    Fault("nncore/threads.py", "in _before if not _users[0] else ()", "in _before",
          "the first to leave frees BLAS under the others"),
    Fault("nncore/store/recipe.py", "range(0, self.steps, self.record)", "range(1, self.steps, self.record)",
          "states kept one step late"),
    # -- recordings
    Fault("nncore/store/recipe.py", "first = np.array_equal(data.index, np.arange(len(data)))", "first = True",
          "which rows of its source the data are is forgotten"),
    Fault("nncore/store/recipe.py", "step[-1] <= S", "step[-1] <= 2 * S + 9", "states of steps that were never taken pass"),
    Fault("nncore/store/recorder.py", "os.path.samestat(os.fstat(file.fileno()), os.stat(file.name))", "True",
          "rows of another run are taken for one's own"),
    Fault("nncore/store/recorder.py", "if os.path.samestat(os.fstat(self._lock.fileno()), os.stat(self.path / LOCK)):",
          "if True:",
          "the folder of the next run is removed"),
    Fault("nncore/store/recorder.py", "fcntl.LOCK_EX |", "fcntl.LOCK_SH |", "two runs for one target mix"),
    Fault("nncore/store/recorder.py", "with_suffix(target).resolve()", "with_suffix(target).absolute()",
          "a link to a target is another target"),
    Fault("nncore/store/recorder.py", "and all(found.values()) and", "and", "a link in a folder of ours is followed"),
    Fault("nncore/store/recorder.py", '"order": -(-n', '"order": n * -(-n', "orders that were lost are counted on"),
    Fault("nncore/store/recorder.py", 'told = "learning_rate, in the steps that were taken"', 'told = ""',
          "a run is continued with another rate"),
    Fault("nncore/store/npz.py", '("versions", "made_by", "sha256")', '("versions", "seed", "sha256")', "a hash without seed"),
    Fault("nncore/store/npz.py", "if describe(arrays[name]) != entry]", "if not entry]", "a damaged array passes"),
    Fault("nncore/store/npz.py", "yield flat[start:start + PIECE]", "yield flat[start:PIECE]",
          "only the first megabyte is hashed"),
    Fault("nncore/store/npz.py", 'h.hexdigest() == document["arrays"][name]["sha256"]', "h.hexdigest()",
          "an array that was altered is saved as sound"),
    Fault("nncore/recording.py", "check_target(target)", "pass", "a foreign file is replaced"),
    Fault("nncore/store/npz.py", "require(os.path.samestat(now, then) and", "require(True or",
          "the numbers of a file that took another's place"),
    Fault("nncore/store/npz.py", "if os.path.exists(path) and not os.path.isfile(path):", "if False:",
          "a pipe is waited at for ever"),
    Fault("nncore/store/npz.py", "            os.replace(new, path)",
          "            path.unlink(missing_ok=True); os.replace(new, path)",
          "for a moment there is neither the old nor the new"),
    Fault("nncore/store/npz.py", "> LITTER:", "> -1:", "what another one is writing is swept away"),
    Fault("nncore/recording.py", 'cost[k] += np.square(a[-1] - y).sum(dtype="float64")',
          'cost[k] = np.square(a[-1] - y).sum(dtype="float64")', "only the last block of examples is evaluated"),
    Fault("nncore/recording.py", "divmod(step, -(-n // size))", "divmod(step, n // size)",
          "the small batch at the end of an epoch is not counted"),
    Fault("nncore/recording.py", 'np.array(given, order="C")', 'np.asarray(given, order="C")',
          "a derived array is the caller's own"),
    # -- planes and slices
    Fault("nncore/landscape.py", "slope[i] += (2 * (a - y) * da)", "slope[i] += ((a - y) * da)", "the 2 of the slope is missing"),
    Fault("nncore/landscape.py", "da @ W.T + a @ dW.T + db", "da @ W.T + a @ dW.T", "a line moves weights but no biases"),
    Fault("nncore/landscape.py", "(a + b + c) / 3", "(a + b + c) / 2", "the centre of three points is none"),
    Fault("nncore/landscape.py", "np.linalg.svd(theta - mean", "np.linalg.svd(theta",
          "principal components of what is not centred"),
    Fault("nncore/landscape.py", "away = theta - self.origin", "away = theta", "projection forgets the origin"),
    Fault("nncore/fast.py", "bias = g * (b + c * W.sum(axis=2))", "bias = g * (b + W.sum(axis=2))",
          "half of sigma is lost"),
    # -- noise, data
    Fault("nncore/measures.py", "v = Hv + lift * v", "v = Hv", "the lowest curvature, not the largest"),
    Fault("nncore/measures.py", "batch_size, replace=False)", "batch_size, replace=True)", "batches with repetition"),
    Fault("nncore/data.py", "quota - exact", "exact - quota", "the smallest remainders first"),
    Fault("nncore/data.py", "rng.random(len(exact))", "np.arange(len(exact))",
          "of equal remainders the first classes are preferred"),
    Fault("nncore/data.py", "for array in (self.x, self.y):", "for array in (self.x,):",
          "data of other targets are the same data"),
    # -- the stage
    Fault("scenes/stage/theme.py", "return POSITIVE if w > 0 else NEGATIVE", "return NEGATIVE if w > 0 else POSITIVE",
          "swapped colours"),
    Fault("scenes/stage/theme.py", "np.minimum(np.abs(w) / full, 1.0)", "np.minimum(w / full, 1.0)",
          "negative weights are the thinnest"),
    Fault("scenes/stage/painting.py", "ctx.set_source_rgba(blue, green, red, opacity)",
          "ctx.set_source_rgba(red, green, blue, opacity)", "red and blue swapped"),
    Fault("scenes/stage/camera.py", "ctx.paint_with_alpha(opacity)", "ctx.paint()", "nothing ever fades"),
    Fault("scenes/stage/network.py", "np.argsort(np.abs(w))", "range(len(w))", "unsorted: light edges over heavy ones"),
    Fault("scenes/stage/network.py", "W[np.ix_(j, k)]", "W[:len(j), :len(k)]", "weights of neurons that are not drawn"),
    Fault("scenes/stage/digit.py", "row, column = divmod(i, columns)", "column, row = divmod(i, columns)", "a transposed image"),
    Fault("scenes/stage/columns.py", "aligned_edge=RIGHT)", "aligned_edge=DOWN)", "digits out of line"),
    Fault("scenes/stage/clock.py", "int(self._hand.get_value() + 1e-6)", "int(self._hand.get_value() + 0.5)",
          "a row before it is reached"),
    Fault("scenes/stage/clock.py", "if self.row != drawn:", "if self.row > drawn + 1:", "stale: a row in two is not drawn"),
    Fault("scenes/stage/chart.py", "row is None else _up_to(line, row)", "row is None else _up_to(line, max(row - 1, 0))",
          "a curve that ends a row early"),
    Fault("scenes/stage/surface.py", "t = (level - h0) / (h1 - h0)", "t = (level - h0) / (h0 - h1)",
          "contours on the wrong side"),
    Fault("scenes/stage/sight.py", "np.minimum.accumulate(values[0], axis=1)[:, ::-1]", "values[0][:, ::-1]",
          "land seen from below is not hidden by what is before it"),
    Fault("scenes/stage/landscape.py", "low = np.maximum(feet[:, 1], before)", "low = feet[:, 1]",
          "a stem before the hill that hides it"),
    Fault("scenes/stage/landscape.py", "return Sight(land, turn, rise, pitch, phase)", "return Sight(land, turn, 1.0, pitch, phase)",
          "a landscape that does not rise with its points"),
    Fault("scenes/stage/ground.py", "self.view.mean(axis=1)", "self.view[:, 0]",
          "the map's corner taken for its centre"),
    Fault("scenes/stage/facts.py", 'MINUS = "\\N{MINUS SIGN}"', 'MINUS = "-"', "a hyphen for a minus sign"),
    Fault("scenes/stage/text.py", "if self.anchor[0] > 0 else", "if self.anchor[0] < 0 else", "the wrong end of a number stays"),
    # -- what is made again
    Fault("scenes/studio/freshness.py", "if key is None or made.get", "if made.get", "no key counts as a key"),
    Fault("scenes/sources.py", 'python_files(root / LIBRARY, "**/*.py")', 'python_files(root / LIBRARY)',
          "a stale film: part of the library is not looked at"),
    Fault("scenes/studio/freshness.py", '"files": sizes, **more}', '"files": {}, **more}',
          "a stale film: its files are not looked at"),
    Fault("scenes/studio/production.py", "if not runs.is_fresh(name)]", "]", "trained again although nothing changed"),
]


def copy_project(root):
    """What the tests need of the project, below `root`."""
    for name in NEEDED:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def a_test_fails(root, tests):
    """Whether a test fails in the copy below `root`; the first that does ends it."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests,
               *(f"--ignore={path}" for path in LEFT_OUT)]
    try:
        done = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, timeout=PATIENCE,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except subprocess.TimeoutExpired:
        return True
    if done.returncode not in (0, 1, 2):     # 1: a test failed; 2: a file with tests could not be read any more
        raise RuntimeError(f"pytest could not run:\n{done.stdout}")
    return done.returncode != 0


def is_caught(fault):
    """Plant a fault in a copy of the project and run the tests there: first those of its file, then all."""
    with TemporaryDirectory(prefix="mutant-") as folder:
        root = Path(folder)
        copy_project(root)
        fault.plant(root)
        return a_test_fails(root, GUARDS[fault.file]) or a_test_fails(root, ["tests"])


def main(word=""):
    """Plant the faults that hold the word and say what became of each; the exit code is the number of surprises."""
    chosen = [fault for fault in FAULTS if word in str(fault)]
    outcomes = {fault: is_caught(fault) for fault in chosen}
    for fault, caught in outcomes.items():
        print(f"{'caught  ' if caught else 'SURVIVED'} {fault}{f' ({fault.survives})' if fault.survives else ''}")
    print(f"{sum(outcomes.values())} of {len(outcomes)} caught")
    return sum(caught == bool(fault.survives) for fault, caught in outcomes.items())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

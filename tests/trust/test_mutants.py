"""The tests notice mistakes: every fault of mutants.py is planted and caught. In the short form only that all still fit."""

import pytest

from tests.trust.mutants import FAULTS, GUARDS, ROOT, a_test_fails, copy_project, is_caught

LONG = pytest.param(None, marks=pytest.mark.skip(reason="takes minutes: make torture"))


def pytest_generate_tests(metafunc):
    if "fault" in metafunc.fixturenames:
        faults = [None, *FAULTS] if metafunc.config.getoption("--torture") else [LONG]
        metafunc.parametrize("fault", faults, ids=str)


def test_every_fault_can_be_planted(tmp_path):
    copy_project(tmp_path)
    for fault in FAULTS:
        before = (tmp_path / fault.file).read_text(encoding="utf-8")
        fault.plant(tmp_path)
        compile((tmp_path / fault.file).read_text(encoding="utf-8"), fault.file, "exec")   # a mistake, no slip of the pen
        (tmp_path / fault.file).write_text(before, encoding="utf-8")


def test_a_fault_that_fits_nowhere_is_refused(tmp_path):
    copy_project(tmp_path)
    fault = FAULTS[0]
    fault.plant(tmp_path)
    with pytest.raises(ValueError, match="stands 0 times in nncore/network.py, not once"):
        fault.plant(tmp_path)


def test_there_are_fifty_and_no_more_than_two_survive():
    assert len(FAULTS) >= 50 and len({fault.why for fault in FAULTS}) == len(FAULTS)
    assert sum(bool(fault.survives) for fault in FAULTS) <= 2
    assert all((ROOT / path).is_file() for fault in FAULTS for path in GUARDS[fault.file])


def test_a_planted_fault_is_caught_and_without_one_the_tests_pass(fault, tmp_path):
    if fault is None:
        copy_project(tmp_path)
        assert not a_test_fails(tmp_path, sorted({path for paths in GUARDS.values() for path in paths}))
    else:
        assert is_caught(fault) != bool(fault.survives), fault

"""Manim's settings, changed for a while."""

from manim import config, tempconfig

from scenes.studio.settings import settings


def test_all_is_set_back_also_what_was_changed_within_and_after_an_error():
    with tempconfig({"format": "gif", "write_to_movie": True}):
        before = dict(config)
        with settings({"dry_run": True, "pixel_width": 320}):
            assert config.dry_run and config.pixel_width == 320
            config.frame_rate = 7
        assert dict(config) == before
        try:
            with settings({"verbosity": "ERROR"}):
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            assert dict(config) == before

from scenes import runs


def test_what_is_shown_is_what_the_network_does():
    run, (_, test) = runs.make("my_film", quick=True), runs.data()
    assert abs(run["cost"][-1] - run.network.cost(run.trained, test.x, test.y)) < 1e-6

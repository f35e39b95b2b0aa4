"""The audits: what a viewer would ask of a film, asked by tests.

Every film in scenes/ is played, without rendering, on small recordings made for the test, and looked at. One file an
audit; each gives a list of Failures. test_films.py audits the films, test_bad_films.py audits the audits: each must
reject the small bad films that were made for it.

    frame     nothing leaves the frame or its safe margin
    overlap   no text lies on another, or on an edge of a drawing that it does not belong to; none is too small
    contrast  text stands out from what is behind it
    numbers   every number is the recording's
    states    every state that is drawn was recorded; the clock never runs backwards
    rhythm    nothing stands still too long, no text is gone too soon, film and sections have the right length
    captions  can be read, cover the film, and their numbers are the recording's
    cache     a changed recording gives a new film, the same recording the same film
"""

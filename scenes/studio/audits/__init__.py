"""The audits: what a viewer would ask of a film: `python -m scenes.studio audit my_film`, and the tests.

A film is played, without rendering, on short recordings of two seeds, and looked at. One file an audit; each gives a list of
Failures. tests/audits audits every film, and the audits themselves: each must reject the small bad films that were made for it.

Asked of the screen at moments two seconds apart, and at the end of every section:

    frame     nothing leaves the frame or its safe margin
    overlap   no text lies on another, or on an edge of a drawing that it does not belong to
    contrast  text stands out from what is behind it
    capitals  no text is too small, as the camera shows it
    band      the sentence stands in the band at the foot, alone, below every picture; the tag in a top corner

Asked of every frame, five times a second:

    states    every state that is drawn was recorded; the clock never runs backwards
    rows      what stands on the screen at one time comes from one row of one clock
    motion    the picture moves while it is read: nothing stands still for long, nor most of the film
    dark      from the first picture to the last there is one at every moment
    fill      the subject reaches far across the frame, and no half of it is empty for long

Asked of all that was shown and said:

    numbers   every number is the recording's
    symbols   every symbol is named by a sentence before it is shown, or as it is
    claims    what the recordings do not bear out is not said
    captions  sentences come one after the other, can be read, and cover the film
    rhythm    no text is gone too soon, film and sections have the right length
"""

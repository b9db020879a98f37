"""Answers to words: the same rules as src/sense/spotter/digit-segments.ts, for tuning."""
import numpy as np

ENTER, LEAVE = 0.4, 0.3
SWITCH_FRAMES = 5
MIN_FRAMES, MIN_MASS = 7, 6.0


def segments(p, enter=ENTER, leave=LEAVE, min_frames=MIN_FRAMES, min_mass=MIN_MASS):
    """p is (T, classes), already moved by the delay. [(label, first frame, end frame, mean sureness)]"""
    out, start = [], None
    sums = np.zeros(p.shape[1] - 1)
    held, other, run = -1, -1, 0

    def close(end):
        n, mass = end - start, sums.sum()
        if n >= min_frames and mass >= min_mass:
            out.append((int(sums.argmax()), start, end, float(mass / n)))

    for t, row in enumerate(p):
        any_digit = 1 - row[0]
        if start is None:
            if any_digit >= enter:
                start, sums, run, other = t, row[1:].copy(), 0, -1
            continue
        if any_digit < leave:
            close(t)
            start = None
            continue
        best = int(row[1:].argmax())
        held = int(sums.argmax())
        run = run + 1 if best == other and best != held else (1 if best != held else 0)
        other = best
        sums = sums + row[1:]
        if run >= SWITCH_FRAMES and t - run - start + 1 >= min_frames:
            # What was counted for the next digit belongs to it.
            recent = p[t - run + 1 : t + 1, 1:].sum(axis=0)
            sums = sums - recent
            close(t - run + 1)
            start, sums, run, other = t - run + 1, recent, 0, -1
    if start is not None:
        close(len(p))
    return out

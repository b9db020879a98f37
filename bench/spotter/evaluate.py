"""What a trained spotter hears in a pack of calls.

usage: evaluate.py --weights FILE --pack DIR [--match RE] [--head german|english]

A digit is heard when a word's middle lies in it (or the other way round); a word in no digit is false.
"""
import argparse
import json
import os
import re
from collections import defaultdict

import numpy as np
import torch

from model import DELAY, STEP, Spotter, filters, log_mel, spectrum
from segments import ENTER, LEAVE, MIN_FRAMES, MIN_MASS, segments
from speech import read


def answers(model, wave, head):
    """Posteriors of a whole recording, moved so that row t is about samples STEP t to STEP (t + 1)."""
    wave = np.concatenate([wave, np.zeros(STEP * (DELAY + 2) - len(wave) % STEP, np.float32)])
    with torch.no_grad():
        x = log_mel(spectrum(torch.from_numpy(wave)[None]), torch.from_numpy(filters()))
        scores = model(x)[0 if head == "german" else 1][0]
        return torch.softmax(scores, dim=1).numpy()[DELAY:]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--match", default="")
    parser.add_argument("--head", default="german")
    parser.add_argument("--enter", type=float, default=ENTER)
    parser.add_argument("--leave", type=float, default=LEAVE)
    parser.add_argument("--mass", type=float, default=MIN_MASS)
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    model = Spotter()
    model.load_state_dict(torch.load(options.weights))
    model.eval()
    table = defaultdict(lambda: np.zeros(5))
    confusion, rows = defaultdict(int), []
    with open(os.path.join(options.pack, "manifest.json")) as file:
        items = json.load(file)["items"]
    for item in items:
        if not re.search(options.match, item["id"]):
            continue
        p = answers(model, read(os.path.join(options.pack, item["file"])), options.head)
        words = [(d, a * 20, b * 20) for d, a, b, _ in segments(p, options.enter, options.leave, MIN_FRAMES, options.mass)]
        said = [d for s in item["sensitive"] for d in s.get("digits", [])] + item.get("spokenDigits", [])
        heard = right = 0
        used = set()
        for digit in said:
            a, b = digit["startMs"], digit["endMs"]
            hits = [i for i, (_, x, y) in enumerate(words) if a < (x + y) / 2 < b or x < (a + b) / 2 < y]
            used.update(hits)
            heard += bool(hits)
            right += any(str(words[i][0]) == digit["d"] for i in hits)
            if not hits:
                confusion[digit["d"] + " lost"] += 1
            elif not any(str(words[i][0]) == digit["d"] for i in hits):
                confusion[digit["d"] + "->" + str(words[hits[0]][0])] += 1
        false = len(words) - len(used)
        table[item["kind"], item["condition"]] += [len(said), heard, right, false, item["durationMs"] / 60000]
        rows.append((len(said) - heard, false, item["id"]))
    for key in sorted(table):
        said, heard, right, false, minutes = table[key]
        recall = f"heard {heard / said:7.2%} right {right / said:7.2%}" if said else " " * 29
        print(f"{'/'.join(key):26s} digits {said:5.0f} {recall} false {false:4.0f} = {false / minutes:5.2f} a minute")
    print(sorted(confusion.items(), key=lambda kv: -kv[1])[:14])
    for row in sorted(rows, reverse=True)[: options.worst]:
        print(row)


if __name__ == "__main__":
    main()

"""Writes the weights as src/sense/spotter/spotter-weights.ts reads them, and what PyTorch answers for a clip.

usage: export.py --weights FILE --out digit-spotter-de.bin [--golden WAV --golden-out JSON]

The golden answers are those of the quantised weights, so that the two implementations must agree closely.
"""
import argparse
import hashlib
import json

import numpy as np
import torch

from evaluate import answers
from model import Spotter
from speech import read


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--golden")
    parser.add_argument("--golden-out")
    parser.add_argument("--head", default="german")
    options = parser.parse_args()
    state = torch.load(options.weights)
    parts = []
    # The normalisation after each convolution becomes part of it.
    for i in "12":
        gain = state[f"norm{i}.weight"] / torch.sqrt(state[f"norm{i}.running_var"] + 1e-5)
        state[f"conv{i}.weight"] = state[f"conv{i}.weight"] * gain[:, None, None]
        state[f"conv{i}.bias"] = (state[f"conv{i}.bias"] - state[f"norm{i}.running_mean"]) * gain + state[f"norm{i}.bias"]
        state[f"norm{i}.weight"] = torch.ones_like(gain) * float(np.sqrt(1 + 1e-5))
        state[f"norm{i}.running_var"] = torch.ones_like(gain)
        state[f"norm{i}.running_mean"] = torch.zeros_like(gain)
        state[f"norm{i}.bias"] = torch.zeros_like(gain)

    def matrix(name, flatten=None):
        w = state[name].numpy()
        rows = w.reshape(len(w), -1) if flatten is None else flatten(w)
        scale = (np.abs(rows).max(axis=1) / 127 + 1e-12).astype("<f4")
        whole = np.clip(np.round(rows / scale[:, None]), -127, 127).astype(np.int8)
        parts.extend([scale.tobytes(), whole.tobytes()])
        back = (whole * scale[:, None]).astype(np.float32)
        if flatten is not None:
            back = back.reshape(w.shape[0], w.shape[2], w.shape[1]).transpose(0, 2, 1)
        state[name] = torch.from_numpy(np.ascontiguousarray(back.reshape(w.shape)))

    def bias(name):
        parts.append(state[name].numpy().astype("<f4").tobytes())

    for conv in ("conv1", "conv2"):
        matrix(f"{conv}.weight", lambda w: w.transpose(0, 2, 1).reshape(len(w), -1))
        bias(f"{conv}.bias")
    for gru in ("gru1", "gru2"):
        matrix(f"{gru}.weight_ih_l0")
        matrix(f"{gru}.weight_hh_l0")
        bias(f"{gru}.bias_ih_l0")
        bias(f"{gru}.bias_hh_l0")
    matrix(f"{options.head}.weight")
    bias(f"{options.head}.bias")
    data = b"".join(parts)
    with open(options.out, "wb") as file:
        file.write(data)
    print(len(data), "bytes, SHA-256", hashlib.sha256(data).hexdigest())
    if options.golden:
        model = Spotter()
        model.load_state_dict(state)
        model.eval()
        p = answers(model, read(options.golden), options.head)
        with open(options.golden_out, "w") as file:
            json.dump({"answers": [[round(float(v), 4) for v in row] for row in p[::10]], "every": 10}, file)


if __name__ == "__main__":
    main()

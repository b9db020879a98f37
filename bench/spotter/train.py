"""Trains the spotter, on one core or on a graphics card.

usage: train.py --corpus FILE --out FILE [--steps 2000] [--without 00,02] [--from FILE] [--rate 0.0025] [--seed 0]

`--without` leaves out Heidelberg speakers, for an honest figure; `--from` goes on from other weights, which saves
most of the time when several such figures share their beginning.
"""
import argparse
import os
import pickle
import time

# Before torch is loaded: threads that wait for each other cost three times as much on a busy machine.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import numpy as np
import torch

from mix import IGNORE, Mixer
from model import DELAY, Spotter, filters, log_mel, spectrum, FFT

WARPS = np.linspace(0.84, 1.18, 18)
BANKS = torch.from_numpy(np.stack([filters(w) for w in WARPS]))


class Examples(torch.utils.data.IterableDataset):
    """Batches without end; each worker has a mixer of its own."""

    def __init__(self, corpus, without, seed, size):
        self.corpus, self.without, self.seed, self.size = corpus, without, seed, size

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        mixer = Mixer(self.corpus, self.without, (self.seed, info.id if info else 0))
        while True:
            yield [torch.from_numpy(part) for part in mixer.batch(self.size)]


def features(wave, rng):
    """Log-mel with formants moved, tilted and band-limited at random."""
    power = spectrum(wave)
    bins = np.arange(FFT // 2 + 1) / (FFT // 2)
    gains = np.zeros((len(wave), len(bins)), np.float32)
    for i in range(len(wave)):
        for order in range(1, 5):
            gains[i] += rng.normal(0, 2.2) * np.cos(np.pi * order * bins + rng.uniform(0, 6.28))
        if rng.random() < 0.35:
            low, high = rng.uniform(120, 380) / 4000, rng.uniform(3000, 3800) / 4000
            gains[i] -= np.clip((low - bins) * 400, 0, 40) + np.clip((bins - high) * 250, 0, 40)
    power = power * torch.from_numpy(10 ** (gains / 10)).to(wave.device).unsqueeze(1)
    which = np.clip(np.round(rng.normal(8.5, 4.5, len(wave))), 0, len(WARPS) - 1).astype(int)
    return log_mel(power, BANKS[which].to(wave.device))


def loss_of(scores, labels, weights):
    """Answer t is judged by what was said DELAY answers before."""
    scores, labels, weights = scores[:, DELAY:], labels[:, :-DELAY], weights[:, :-DELAY]
    each = torch.nn.functional.cross_entropy(scores.transpose(1, 2), labels, reduction="none", ignore_index=IGNORE)
    valid = (labels != IGNORE).float() * weights
    return (each * weights).sum() / valid.sum().clamp(min=1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--without", default="")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--stop", type=int, help="stop after so many of the steps; the rate falls as if it went on")
    parser.add_argument("--from", dest="start")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--seconds", type=float, help="as many steps as this takes")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", type=int, default=0, help="processes that make examples")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    with open(options.corpus, "rb") as file:
        corpus = pickle.load(file)
    without = {("hd", s) for s in options.without.split(",") if s}
    examples = torch.utils.data.DataLoader(
        Examples(corpus, without, options.seed, options.batch), batch_size=None, num_workers=options.workers
    )
    model = Spotter()
    print(sum(p.numel() for p in model.parameters()), "parameters", flush=True)
    if options.start:
        model.load_state_dict(torch.load(options.start, map_location="cpu"))
    model.to(options.device).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-3)

    def keep():
        torch.save({name: value.cpu() for name, value in model.state_dict().items()}, options.out)

    began, recent, last = time.time(), [], options.stop or options.steps
    for step, parts in enumerate(examples, 1):
        wave, german, english, weights = (part.to(options.device, non_blocking=True) for part in parts)
        spent = time.time() - began
        done = spent / options.seconds if options.seconds else step / options.steps
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, step / 60) * max(0.03, 1 - 0.97 * done)
        german_scores, english_scores = model(features(wave, rng))
        loss = loss_of(german_scores, german, weights) + 0.3 * loss_of(english_scores, english, weights)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        recent.append(loss.item())
        if step % 50 == 0:
            print(f"step {step} loss {np.mean(recent[-50:]):.3f} {spent:.0f} s", flush=True)
            keep()
        if done >= 1 or step == last and not options.seconds:
            break
    keep()


if __name__ == "__main__":
    main()

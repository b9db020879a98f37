"""The network: log-mel every 10 ms, two convolutions, two recurrent layers, one answer every 20 ms.

Answer t has heard everything up to its own end, 160 (t + 1) samples, and says what was spoken DELAY answers before.
Class 0 is "no number", 1 to 10 are the digits 0 to 9, and then come the words that larger numbers are made of
(NAMES in texts.py).
"""
import numpy as np
import torch
from torch import nn

from texts import ENGLISH, NAMES

RATE = 8000
HOP, WINDOW, FFT = 80, 200, 256
STEP = 2 * HOP
MELS = 32
LOW_HZ, HIGH_HZ = 80.0, 3900.0
DELAY = 7
FLOOR = 1e-7
MEAN, SCALE = -6.5, 4.0


def mel(hz):
    return 1127.0 * np.log(1.0 + hz / 700.0)


def filters(warp=1.0):
    """Triangles on the mel scale over the bins of the spectrum; `warp` moves the formants."""
    hz = np.arange(FFT // 2 + 1) * RATE / FFT
    at = mel(np.minimum(hz * warp, RATE))
    edges = np.linspace(mel(LOW_HZ), mel(HIGH_HZ), MELS + 2)
    bank = np.zeros((MELS, len(hz)), np.float32)
    for m in range(MELS):
        left, centre, right = edges[m : m + 3]
        bank[m] = np.maximum(0, np.minimum((at - left) / (centre - left), (right - at) / (right - centre)))
    return bank


def basis():
    """A windowed Fourier transform as one matrix: faster here than torch.fft."""
    angle = 2 * np.pi * np.outer(np.arange(WINDOW), np.arange(FFT // 2 + 1)) / FFT
    both = np.concatenate([np.cos(angle), np.sin(angle)], axis=1) * np.hanning(WINDOW)[:, None]
    return torch.from_numpy(both.astype(np.float32))


BASIS = basis()


def spectrum(wave):
    """Power of each window; wave is (batch, samples), a whole number of steps. The first windows see zeros before."""
    padded = nn.functional.pad(wave, (WINDOW - HOP, 0))
    both = padded.unfold(1, WINDOW, HOP) @ BASIS.to(wave.device)
    return both[..., : FFT // 2 + 1] ** 2 + both[..., FFT // 2 + 1 :] ** 2


def log_mel(power, bank):
    return (torch.log(power @ bank.transpose(-1, -2) + FLOOR) - MEAN) / SCALE


class Spotter(nn.Module):
    def __init__(self, conv=(48, 64), hidden=128):
        super().__init__()
        self.conv1 = nn.Conv1d(MELS, conv[0], 5, stride=2)
        self.conv2 = nn.Conv1d(conv[0], conv[1], 3)
        # Folded into the convolutions by export.py.
        self.norm1 = nn.BatchNorm1d(conv[0], momentum=0.03)
        self.norm2 = nn.BatchNorm1d(conv[1], momentum=0.03)
        self.gru1 = nn.GRU(conv[1], hidden, batch_first=True)
        self.gru2 = nn.GRU(hidden, hidden, batch_first=True)
        self.german = nn.Linear(hidden, 1 + len(NAMES))
        self.english = nn.Linear(hidden, 1 + len(ENGLISH))
        self.drop = nn.Dropout(0.1)

    def forward(self, features):
        """(batch, 2 T, MELS) -> two times (batch, T, classes)."""
        x = features.transpose(1, 2)
        x = torch.relu(self.norm1(self.conv1(nn.functional.pad(x, (3, 0)))))
        x = torch.relu(self.norm2(self.conv2(nn.functional.pad(x, (2, 0)))))
        x, _ = self.gru1(self.drop(x.transpose(1, 2)))
        x, _ = self.gru2(self.drop(x))
        x = self.drop(x)
        return self.german(x), self.english(x)

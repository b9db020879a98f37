"""Reading, trimming and synthesising 8 kHz speech for the digit spotter.

espeak-ng is driven through its library, because only that tells when each word was said; pico and sox through
their commands. Everything comes out as float32 at 8 kHz.
"""
import ctypes
import os
import subprocess
import tempfile

import numpy as np
import soundfile as sf
from scipy.signal import resample_poly

RATE = 8000
FRAME = 80


def read(path):
    x, rate = sf.read(path, dtype="float32")
    if x.ndim > 1:
        x = x.mean(axis=1)
    return to_8k(x, rate)


def to_8k(x, rate):
    if rate == RATE:
        return x.astype(np.float32)
    g = np.gcd(rate, RATE)
    return resample_poly(x, RATE // g, rate // g).astype(np.float32)


def levels(x):
    n = max(1, len(x) // FRAME)
    frames = np.resize(x, n * FRAME).reshape(n, FRAME) if len(x) < n * FRAME else x[: n * FRAME].reshape(n, FRAME)
    return 10 * np.log10(np.mean(frames.astype(np.float64) ** 2, axis=1) + 1e-10)


def voiced(x, below_peak_db=33.0):
    """First and last sample that belong to the word."""
    db = levels(x)
    loud = np.nonzero(db > max(db.max() - below_peak_db, -62))[0]
    if len(loud) == 0:
        return 0, len(x)
    return int(loud[0] * FRAME), int(min(len(x), (loud[-1] + 1) * FRAME))


def trim(x, lead_ms=20, tail_ms=35):
    """The word with a little around it, and where it lies in that."""
    a, b = voiced(x)
    lead = min(a, lead_ms * 8)
    tail = min(len(x) - b, tail_ms * 8)
    return x[a - lead : b + tail].copy(), (lead, lead + b - a)


class Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    ]


class Espeak:
    """espeak-ng with word times. mbrola voices are never used: they are not free."""

    WORD = 1

    def __init__(self):
        self.lib = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = self.lib.espeak_Initialize(2, 0, None, 0)
        self.wave, self.words = [], []
        callback_type = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
        self.callback = callback_type(self._heard)
        self.lib.espeak_SetSynthCallback(self.callback)

    def _heard(self, wav, count, events):
        if wav and count > 0:
            self.wave.append(np.ctypeslib.as_array(wav, (count,)).copy())
        i = 0
        while events[i].type != 0:
            if events[i].type == self.WORD:
                self.words.append((events[i].text_position - 1, events[i].length, events[i].audio_position))
            i += 1
        return 0

    def say(self, text, voice, speed=160, pitch=50, gap=0):
        """The audio, and (word, first sample, end) of each word."""
        if self.lib.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"no voice {voice}")
        for parameter, value in ((1, speed), (3, pitch), (7, gap)):
            self.lib.espeak_SetParameter(parameter, int(value), 0)
        self.wave, self.words = [], []
        data = text.encode()
        self.lib.espeak_Synth(data, len(data) + 1, 0, 1, 0, 1, None, None)
        x = np.concatenate(self.wave).astype(np.float32) / 32768 if self.wave else np.zeros(FRAME, np.float32)
        x = to_8k(x, self.rate)
        starts = [int(ms * 8) for _, _, ms in self.words] + [len(x)]
        out = []
        for i, (position, length, _) in enumerate(self.words):
            a, b = starts[i], min(starts[i + 1], len(x))
            if b - a < FRAME:
                continue
            va, vb = voiced(x[a:b])
            out.append((text[position : position + length].lower(), a + va, a + vb))
        return x, out


def pico(text, language="de-DE"):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.wav")
        subprocess.run(["pico2wave", "-l", language, "-w", path, text], check=True, capture_output=True)
        return read(path)


def through_sox(x, *effects, codec=None):
    """Through a sox effect, or a codec and back."""
    with tempfile.TemporaryDirectory() as folder:
        a, b, c = (os.path.join(folder, n) for n in ("a.wav", f"b.{codec or 'wav'}", "c.wav"))
        sf.write(a, x, RATE, subtype="PCM_16")
        subprocess.run(["sox", "-V1", "-G", a, b, *effects], check=True, capture_output=True)
        if codec:
            subprocess.run(["sox", "-V1", b, "-b", "16", c], check=True, capture_output=True)
        return read(c if codec else b)

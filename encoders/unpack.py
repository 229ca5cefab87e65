"""A packed model written out as a BERT folder: model.safetensors, config.json, tokenizer.json."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from kgqa.encoders.packed import Packed, Sizes, read_packed
from kgqa.encoders.unigram import tokenizer_json


def unpack(source: Path, folder: Path) -> None:
    """Writes model.safetensors, config.json and tokenizer.json; equal sources give equal bytes."""
    packed = read_packed(source)
    _write_weights(packed, folder / "model.safetensors")
    config = json.dumps(_config(packed), indent=1, sort_keys=True)
    (folder / "config.json").write_bytes(config.encode() + b"\n")
    (folder / "tokenizer.json").write_bytes(tokenizer_json(packed.pieces, packed.scores, packed.marks).encode())


def _config(packed: Packed) -> dict[str, object]:
    sizes = packed.sizes
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": sizes.hidden,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.feed_forward,
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.types,
        "layer_norm_eps": float(f"{sizes.epsilon:.6g}"),  # 1e-12 again, and not its neighbour in float32
        "pad_token_id": packed.marks.padding,
        "bos_token_id": packed.marks.begin,
        "eos_token_id": packed.marks.end,
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
    }


def _names(sizes: Sizes) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Names as transformers has them, with the packed name and the shape of each."""
    hidden, wide = sizes.hidden, sizes.feed_forward
    table = {
        "embeddings.word_embeddings.weight": ("emb.word", (sizes.vocabulary, hidden)),
        "embeddings.position_embeddings.weight": ("emb.pos", (sizes.positions, hidden)),
        "embeddings.token_type_embeddings.weight": ("emb.type", (sizes.types, hidden)),
        "embeddings.LayerNorm.weight": ("emb.ln.w", (hidden,)),
        "embeddings.LayerNorm.bias": ("emb.ln.b", (hidden,)),
    }
    layer: dict[str, tuple[str, tuple[int, ...]]] = {
        "attention.self.query": ("q", (hidden, hidden)),
        "attention.self.key": ("k", (hidden, hidden)),
        "attention.self.value": ("v", (hidden, hidden)),
        "attention.output.dense": ("ao", (hidden, hidden)),
        "attention.output.LayerNorm": ("aln", (hidden,)),
        "intermediate.dense": ("fi", (wide, hidden)),
        "output.dense": ("fo", (hidden, wide)),
        "output.LayerNorm": ("oln", (hidden,)),
    }
    for i in range(sizes.layers):
        for name, (short, shape) in layer.items():
            table[f"encoder.layer.{i}.{name}.weight"] = (f"l{i}.{short}.w", shape)
            table[f"encoder.layer.{i}.{name}.bias"] = (f"l{i}.{short}.b", shape[:1])
    return table


def _write_weights(packed: Packed, file: Path) -> None:
    """The tensors as safetensors, one after the other, so that no whole copy is ever held.

    Written here and not by the library so that the bytes, and with them the hash, hang on nothing but the source.
    What was kept in four bits goes to float16: half the file, for a rounding far finer than that of four bits. The
    rest stays as it is.
    """
    table = sorted(_names(packed.sizes).items(), key=lambda item: (packed.is_rounded(item[1][0]), item[0]))
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, (source, shape) in table:
        width = 2 if packed.is_rounded(source) else 4
        begin, end = end, end + width * int(np.prod(shape))
        header[name] = {"dtype": f"F{8 * width}", "shape": list(shape), "data_offsets": [begin, end]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with file.open("wb") as out:
        out.write(len(text).to_bytes(8, "little") + text)
        for _, (source, shape) in table:
            kind = "<f2" if packed.is_rounded(source) else "<f4"
            for part in packed.rows(source, shape):
                out.write(part.astype(kind).tobytes())

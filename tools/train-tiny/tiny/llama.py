"""llama.cpp by ctypes, as much as it takes to compare tokens and answers with ours."""
from __future__ import annotations

import ctypes
from pathlib import Path

_ROOTS = ("artifacts/bin", ".artifacts/bin")
_LIBRARIES = "runtimes/linux-x64/native/avx2/libllama.so"


class _ModelParams(ctypes.Structure):
    _fields_ = [
        ("devices", ctypes.c_void_p), ("overrides", ctypes.c_void_p), ("gpu_layers", ctypes.c_int32), ("split_mode", ctypes.c_int32), ("load_mode", ctypes.c_int32),
        ("main_gpu", ctypes.c_int32), ("tensor_split", ctypes.c_void_p), ("progress", ctypes.c_void_p), ("progress_data", ctypes.c_void_p),
        ("kv_overrides", ctypes.c_void_p), ("flags", ctypes.c_uint8 * 6),
    ]


class _ContextParams(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_uint8 * 160)]


class _Batch(ctypes.Structure):
    _fields_ = [("count", ctypes.c_int32)] + [(name, ctypes.c_void_p) for name in ("token", "embd", "pos", "n_seq_id", "seq_id", "logits")]


class Llama:
    """One model in llama.cpp. The libraries are those of a build of the worker; the layouts are those of their release, c0c7e147."""

    def __init__(self, repository: Path, model: Path) -> None:
        library = next((found for root in _ROOTS for found in (repository / root).glob(f"*/*/{_LIBRARIES}")), None)
        if library is None:
            raise SystemExit("There are no llama.cpp libraries: dotnet build src/Cortensor.Inference.Worker")
        self._llama = llama = ctypes.CDLL(str(library))
        self._quiet = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)(lambda level, text, data: None)
        llama.llama_log_set(self._quiet, None)
        llama.llama_backend_init()
        llama.llama_model_default_params.restype = _ModelParams
        llama.llama_context_default_params.restype = _ContextParams
        for name in ("llama_model_load_from_file", "llama_init_from_model", "llama_model_get_vocab", "llama_get_memory"):
            getattr(llama, name).restype = ctypes.c_void_p
        llama.llama_get_logits_ith.restype = ctypes.POINTER(ctypes.c_float)
        llama.llama_batch_get_one.restype = _Batch
        params = llama.llama_model_default_params()
        params.gpu_layers = 0
        handle = llama.llama_model_load_from_file(str(model).encode(), params)
        if not handle:
            raise SystemExit(f"llama.cpp cannot read {model}")
        self._vocabulary = ctypes.c_void_p(llama.llama_model_get_vocab(ctypes.c_void_p(handle)))
        self.size = llama.llama_vocab_n_tokens(self._vocabulary)
        self._context = ctypes.c_void_p(llama.llama_init_from_model(ctypes.c_void_p(handle), llama.llama_context_default_params()))
        llama.llama_set_n_threads(self._context, 1, 1)

    def tokenize(self, text: str) -> list[int]:
        """As the worker does for what people wrote: no special tokens."""
        data = text.encode()
        tokens = (ctypes.c_int32 * (len(data) + 8))()
        count = self._llama.llama_tokenize(self._vocabulary, data, len(data), tokens, len(tokens), ctypes.c_bool(False), ctypes.c_bool(False))
        return list(tokens[:count])

    def logits(self, tokens: list[int]) -> list[float]:
        """Of the token after these."""
        self._llama.llama_memory_clear(ctypes.c_void_p(self._llama.llama_get_memory(self._context)), ctypes.c_bool(True))
        return self._decode(tokens)

    def answer(self, prompt: list[int], end: int, limit: int = 200) -> list[int]:
        """Greedy, without the end token."""
        answer: list[int] = []
        logits = self.logits(prompt)
        while len(answer) < limit and (token := max(range(self.size), key=logits.__getitem__)) != end:
            answer.append(token)
            logits = self._decode([token])
        return answer

    def _decode(self, tokens: list[int]) -> list[float]:
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        if self._llama.llama_decode(self._context, self._llama.llama_batch_get_one(array, len(tokens))) != 0:
            raise RuntimeError("llama_decode failed")
        return self._llama.llama_get_logits_ith(self._context, -1)[: self.size]

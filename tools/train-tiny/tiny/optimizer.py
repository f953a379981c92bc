"""Muon for the matrices of the layers, AdamW for the rest: fewer steps than AdamW alone, which is what counts on a CPU."""
from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn


class Muon(torch.optim.Optimizer):
    """Momentum whose update is made orthogonal by five Newton-Schulz steps. Matrices of one shape go through them together."""

    def __init__(self, parameters: list[nn.Parameter], lr: float, momentum: float = 0.95, decay: float = 0.01) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:
        for group in self.param_groups:
            shapes: dict[tuple[int, ...], list[nn.Parameter]] = {}
            for parameter in group["params"]:
                shapes.setdefault(tuple(parameter.shape), []).append(parameter)
            for (rows, columns), members in shapes.items():
                update = _orthogonal(torch.stack([self._momentum(member, group["momentum"]) for member in members]))
                size = max(1.0, rows / columns) ** 0.5
                for member, one in zip(members, update):
                    member.mul_(1 - group["lr"] * group["decay"]).add_(one, alpha=-group["lr"] * size)

    def _momentum(self, parameter: nn.Parameter, momentum: float) -> Tensor:
        state = self.state[parameter]
        if "momentum" not in state:
            state["momentum"] = torch.zeros_like(parameter)
        state["momentum"].lerp_(parameter.grad, 1 - momentum)
        return torch.lerp(parameter.grad, state["momentum"], momentum)


def _orthogonal(x: Tensor) -> Tensor:
    """The nearest orthogonal matrices, roughly; the coefficients are the usual quintic ones."""
    tall = x.shape[-2] > x.shape[-1]
    x = x.transpose(-1, -2) if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(5):
        a = x @ x.transpose(-1, -2)
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
    return x.transpose(-1, -2) if tall else x


class Optimizers:
    """Both optimizers with one learning-rate factor."""

    MATRIX_RATE = 0.02
    OTHER_RATE = 0.004

    def __init__(self, model: nn.Module) -> None:
        matrices = [parameter for name, parameter in model.named_parameters() if parameter.dim() == 2 and "embedding" not in name]
        others = [parameter for name, parameter in model.named_parameters() if parameter.dim() != 2 or "embedding" in name]
        self._all = (
            (Muon(matrices, self.MATRIX_RATE), self.MATRIX_RATE),
            (torch.optim.AdamW(others, self.OTHER_RATE, betas=(0.9, 0.98), weight_decay=0.0), self.OTHER_RATE),
        )

    def step(self, factor: float) -> None:
        for optimizer, rate in self._all:
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def state(self) -> list[dict[str, Any]]:
        return [optimizer.state_dict() for optimizer, _ in self._all]

    def load(self, states: list[dict[str, Any]]) -> None:
        for (optimizer, _), state in zip(self._all, states):
            optimizer.load_state_dict(state)

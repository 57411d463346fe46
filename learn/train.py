"""Teach the writer: `python -m learn.train --work DIR`, again and again; it goes on where it stopped.

Reads <work>/lines.*.npz and <work>/dev.*.npz; writes <work>/<name>.pt every ten minutes (weights, their running
mean, optimiser, place in the data) by renaming, and a line of figures to the log every 25 steps.
"""

import argparse
import logging
import signal
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from torch.nn import functional

from learn.batches import PADDING, Batch, Lines, epoch_batches
from learn.model import Shape, Writer

LOG = logging.getLogger("learn.train")
SEED = 20260
PEAK, WARM = 1.5e-3, 2000  # rate and steps to it; then it falls with the square root of the steps
TOKENS = 4096
SAVE_EVERY = 600.0  # seconds
# The running mean of the weights stands in for averaging the last checkpoints.
MEAN_KEEPS = 0.999
SMOOTHING = 0.1


@dataclass(slots=True, kw_only=True)
class Progress:
    """Where a run stands; `cool_from` is the step from which the rate goes down to zero, if it does."""

    epoch: int = 0
    batch: int = 0
    step: int = 0
    cool_from: int = 0
    cool_steps: int = 0

    def rate(self) -> float:
        """Give the learning rate of this step."""
        step = self.step + 1
        steady = PEAK * min(step / WARM, (WARM / step) ** 0.5)
        if not self.cool_steps:
            return steady
        return steady * max(0.0, 1 - (self.step - self.cool_from) / self.cool_steps)

    @property
    def cooled(self) -> bool:
        """Whether the rate has come down to zero."""
        return bool(self.cool_steps) and self.step >= self.cool_from + self.cool_steps


class Run:
    """A writer with its optimiser, its mean and its progress, kept in one file."""

    def __init__(self, path: Path, precision: torch.dtype) -> None:
        self.path, self.precision = path, precision
        torch.manual_seed(SEED)
        self.writer = Writer(Shape())
        self.mean = {name: value.clone() for name, value in self.writer.state_dict().items()}
        self.optimiser = torch.optim.AdamW(
            self.writer.parameters(), lr=PEAK, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01
        )
        self.progress = Progress()
        if path.is_file():
            self._load()

    def _load(self) -> None:
        kept = torch.load(self.path, weights_only=True)
        self.writer.load_state_dict(kept["weights"])
        self.mean = kept["mean"]
        self.optimiser.load_state_dict(kept["optimiser"])
        self.progress = Progress(**kept["progress"])
        torch.set_rng_state(kept["chance"])

    def save(self) -> None:
        """Write everything beside the file, then rename: a stop at any moment leaves a whole file."""
        fields = ("epoch", "batch", "step", "cool_from", "cool_steps")
        beside = self.path.with_suffix(".part")
        torch.save(
            {
                "weights": self.writer.state_dict(),
                "mean": self.mean,
                "optimiser": self.optimiser.state_dict(),
                "progress": {name: getattr(self.progress, name) for name in fields},
                "chance": torch.get_rng_state(),
            },
            beside,
        )
        beside.replace(self.path)

    def loss(self, batch: Batch, smoothing: float) -> torch.Tensor:
        """Mean loss of a batch, a piece."""
        with torch.autocast("cpu", dtype=self.precision, enabled=self.precision != torch.float32):
            states = self.writer(batch.source, batch.given, PADDING)
            wanted = batch.wanted != PADDING
            scores = self.writer.scores(states[wanted])
        return functional.cross_entropy(scores.float(), batch.wanted[wanted], label_smoothing=smoothing)

    def step(self, batch: Batch) -> float:
        """One step down; the loss before it."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.progress.rate()
        loss = self.loss(batch, SMOOTHING)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.writer.parameters(), 1.0)
        self.optimiser.step()
        keeps = min(MEAN_KEEPS, (self.progress.step + 1) / (self.progress.step + 10))
        for name, value in self.writer.state_dict().items():
            self.mean[name].lerp_(value, 1 - keeps)
        self.progress.step += 1
        self.progress.batch += 1
        return float(loss.detach())

    @torch.no_grad()
    def held_out_loss(self, work: Path, lang: str) -> float:
        """Loss of the running mean on the first batches of the development set."""
        now = {name: value.clone() for name, value in self.writer.state_dict().items()}
        self.writer.load_state_dict(self.mean)
        self.writer.eval()
        batches = islice(epoch_batches(Lines.read(work / f"dev.{lang}.npz"), seed=0, tokens=TOKENS), 4)
        losses = [float(self.loss(batch, 0.0)) for batch in batches]
        self.writer.load_state_dict(now)
        self.writer.train()
        return sum(losses) / len(losses)


def learn(run: Run, work: Path, epochs: int) -> None:
    """Go on from where the run stands until `epochs` are done or the rate is zero."""
    drafts = sorted(work.glob("lines.*.npz"))
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: stopped.append(number))
    saved = time.monotonic()
    while run.progress.epoch < epochs and not run.progress.cooled:
        lines = Lines.read(drafts[run.progress.epoch % len(drafts)])
        batches = epoch_batches(lines, seed=SEED + run.progress.epoch, tokens=TOKENS)
        tokens, began = 0, time.monotonic()
        for batch in islice(batches, run.progress.batch, None):
            loss = run.step(batch)
            tokens += int((batch.wanted != PADDING).sum())
            if run.progress.step % 25 == 0:
                speed = tokens / (time.monotonic() - began)
                now = run.progress
                LOG.info("epoch %d step %d loss %.3f %d tok/s", now.epoch, now.step, loss, speed)
            if time.monotonic() - saved > SAVE_EVERY or run.progress.cooled:
                run.save()
                saved = time.monotonic()
                LOG.info("saved; held out ru %.3f kk %.3f", *(run.held_out_loss(work, x) for x in ("ru", "kk")))
            if run.progress.cooled or stopped:
                run.save()
                return
        run.progress.epoch += 1
        run.progress.batch = 0


def main() -> None:
    """Parse the command line, resume and learn."""
    parser = argparse.ArgumentParser(prog="python -m learn.train", description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="writer", help="name of the run's file")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--cool", type=int, default=0, help="bring the rate to zero over this many steps, then stop")
    parser.add_argument(
        "--precision",
        choices=("bfloat16", "float32"),
        default="float32",
        help="bfloat16 only where the processor has it (avx512_bf16, amx_bf16)",
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)  # Adam's first steps are full of them, and they are slow
    run = Run(options.work / f"{options.name}.pt", getattr(torch, options.precision))
    if options.cool and not run.progress.cool_steps:
        run.progress.cool_from, run.progress.cool_steps = run.progress.step, options.cool
    learn(run, options.work, options.epochs)
    run.save()


if __name__ == "__main__":
    main()

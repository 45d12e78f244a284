"""Stopwatches, and what they have shown."""

import statistics
import time
from contextlib import contextmanager

import numpy as np

REPEATS = 5
SECONDS_FOR_ONE = 1.5


class Torch:
    """A device through PyTorch."""

    def __init__(self, torch, name):
        self.torch = torch
        self.on_card = name != "cpu"
        self.synchronize = torch.cuda.synchronize if self.on_card else lambda: None

    def event(self):
        event = self.torch.cuda.Event(enable_timing=True)
        event.record()
        return event

    def seconds(self, first, last):
        return first.elapsed_time(last) * 1e-3


class Cupy:
    """A card through CuPy."""

    on_card = True

    def __init__(self, cupy):
        self.cupy = cupy
        self.synchronize = cupy.cuda.runtime.deviceSynchronize

    def event(self):
        event = self.cupy.cuda.Event()
        event.record()
        return event

    def seconds(self, first, last):
        return self.cupy.cuda.get_elapsed_time(first, last) * 1e-3


class Results:
    """Times and errors of everything, by workload, precision and way. Nothing begins after the deadline."""

    def __init__(self, deadline):
        self.deadline = deadline
        self.times = {}
        self.errors = {}
        self.left_out = []
        self.failed = []

    def late(self, key):
        """Whether the deadline is over, which leaves something out."""
        if time.perf_counter() > self.deadline:
            self.left_out.append(key)
            return True
        return False

    @contextmanager
    def attempt(self, key):
        """What a library refuses, for want of memory say, is noted, and the others go on."""
        try:
            yield
        except Exception as error:
            self.failed.append((key, f"{type(error).__name__}: {error}"))

    def check(self, key, got, wanted, tolerance):
        """Notes the largest difference, relative to the largest number wanted; ends the program where it is too
        large."""
        wanted = np.asarray(wanted)
        difference = np.max(np.abs(np.asarray(got) - wanted)) / np.max(np.abs(wanted))
        if not difference < tolerance:
            raise SystemExit(f"{'.'.join(key)} is wrong: off by {difference:.3g}")
        self.errors[key] = float(difference)

    def time(self, key, device, run, on_host=False):
        """Times on the card by events, from host to host and without a card by the clock. The first run is not counted,
        unless it takes so long that what warms up cannot matter."""
        if self.late(key):
            return
        clock = on_host or not device.on_card
        seconds = [self._once(device, run, clock)]
        long = seconds[0] > SECONDS_FOR_ONE / 2
        if not long:
            seconds.clear()
        end = min(self.deadline, time.perf_counter() + SECONDS_FOR_ONE)
        while not seconds or len(seconds) < REPEATS and time.perf_counter() < end:
            seconds.append(self._once(device, run, clock))
        self.times[key] = seconds

    @staticmethod
    def _once(device, run, clock):
        device.synchronize()
        if clock:
            start = time.perf_counter()
            run()
            device.synchronize()
            return time.perf_counter() - start
        first = device.event()
        run()
        last = device.event()
        device.synchronize()
        return device.seconds(first, last)

    def best(self, key):
        return min(self.times[key])

    def median(self, key):
        return statistics.median(self.times[key])

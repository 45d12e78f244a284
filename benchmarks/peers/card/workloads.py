"""Everything that is checked and measured."""

import numpy as np

import batches
import circuits
import reference
from libraries import REAL

FEW_QUBITS = 9
FEW_SAMPLES = 33
TOLERANCE = {"double": 1e-11, "single": 1e-4}
LAYERED = {"brick": circuits.brick, "strongly-entangling": circuits.strongly_entangling}
SLOTS_CHECKED = range(0, 768, 61)


def gates(name, qubits):
    return list(circuits.gates(LAYERED[name](qubits)) if name in LAYERED else circuits.fourier(qubits))


def by_gates(_library, name):
    """(way, what prepares it on some states)."""
    yield "gate by gate", lambda states: states.gate_by_gate(gates(name, states.qubits))


def in_few_sweeps(library, name):
    """(way, what prepares it on some states)."""
    if name not in LAYERED:
        yield "a sweep for each qubit", lambda states: states.fourier()
        if library == "PyTorch":
            yield "its Fourier transform", lambda states: states.transform()
    elif library == "PyTorch":
        yield "products for six qubits", lambda states: states.in_groups(LAYERED[name](states.qubits))
    else:
        yield "four qubits in a sweep", lambda states: states.in_few_sweeps(LAYERED[name](states.qubits))


class Workloads:
    def __init__(self, libraries, results, samples):
        self.libraries = libraries
        self.device = libraries.device
        self.qubits = libraries.qubits
        self.results = results
        self.samples = samples

    def single_steps(self, precision):
        """A copy of a state, and one matrix on one qubit."""
        for library, make in self.libraries.states():
            with self.results.attempt(("copy", precision, library, "card")):
                self._single_steps(make(precision, self.qubits), precision, library)
            self.libraries.release()

    def _single_steps(self, state, precision, library):
        matrix = circuits.rot(np.array([0.3, 0.7, 1.1]))
        self.results.time(("copy", precision, library, "card"), self.device, state.copy)
        for bit in (0, self.qubits // 2, self.qubits - 1):
            run = state.gate_by_gate([("DENSE", (bit,), matrix)])
            self.results.time((f"step.bit-{bit}", precision, library, "card"), self.device, run)

    def circuits(self, precision, ways):
        """Circuits on a large state, in the ways that there are for each."""
        for library, make in self.libraries.states():
            with self.results.attempt(("circuits", precision, library, "card")):
                self._circuits(make(precision, FEW_QUBITS), make(precision, self.qubits), precision, library, ways)
            self.libraries.release()

    def _circuits(self, few, many, precision, library, ways):
        random = np.random.default_rng(5)
        start = random.normal(size=1 << FEW_QUBITS) + 1j * random.normal(size=1 << FEW_QUBITS)
        for name in ("qft", *LAYERED):
            wanted = reference.run(gates(name, FEW_QUBITS), start)
            for way, prepare in ways(library, name):
                key = (f"{name}-{self.qubits}", precision, f"{library}, {way}", "card")
                if self.results.late(key):
                    continue
                with self.results.attempt(key):
                    few.put(start)
                    prepare(few)()
                    self.results.check(key, few.get(), wanted, TOLERANCE[precision])
                    self.results.time(key, self.device, prepare(many))

    def filters(self, precision):
        every = circuits.quanvolution(self.samples)
        few = every.pixels[:, :FEW_SAMPLES]
        wanted = reference.filter_means(circuits.Filter(few, every.rotations, every.couplings))
        terms = batches.coefficients(lambda pixels: batches.filter_outputs(every, pixels))
        ways = []
        if self.libraries.cupy:
            mine = self.libraries.batches_cupy(precision)
            ways += [("CuPy, a thread for each", mine.filter(every)), ("CuPy, polynomial", mine.polynomial(terms))]
        if self.libraries.torch:
            theirs = self.libraries.batches_torch(precision)
            ways += [
                ("PyTorch, one unitary", theirs.filter_by_unitary(every)),
                ("PyTorch, polynomial", theirs.polynomial(terms)),
                ("PyTorch, gate by gate", theirs.filter_by_gates(every)),
            ]
        for way, run in ways:
            self._batch("quanvolution", precision, way, run, every.pixels, few, lambda got: got, wanted)

    def noisy_filters(self, precision):
        pixels = circuits.quanvolution(self.samples).pixels
        few = pixels[:, :FEW_SAMPLES]
        wanted = reference.noisy_means(few)
        terms = batches.coefficients(batches.noisy_outputs)
        ways = []
        if self.libraries.cupy:
            ways.append(("CuPy, polynomial", self.libraries.batches_cupy(precision).polynomial(terms)))
        if self.libraries.torch:
            theirs = self.libraries.batches_torch(precision)
            ways.append(("PyTorch, polynomial", theirs.polynomial(terms)))
            ways.append(("PyTorch, step by step", theirs.noisy_by_steps(circuits.Z_ENTRIES)))
        for way, run in ways:
            self._batch("noisy-quanvolution", precision, way, run, pixels, few, lambda got: got, wanted)

    def pullbacks(self, precision):
        circuit = circuits.reupload(max(8, self.samples // 64))
        few = circuit.inputs[:, :2]
        wanted = [
            [reference.reupload_derivative(angles, slot) for slot in SLOTS_CHECKED]
            for angles in circuits.Reupload(few, circuit.offset, circuit.scale).angles()
        ]
        ways = []
        if self.libraries.cupy:
            mine = self.libraries.batches_cupy(precision)
            ways.append(("CuPy, adjoint, a warp for each", mine.pullback(circuit)))
        if self.libraries.torch:
            theirs = self.libraries.batches_torch(precision)
            by_layers = theirs.pullback_by_layers(circuit)
            ways.append(("PyTorch, products for layers", by_layers))
            if self.device.on_card:
                ways.append(("PyTorch, products for layers, a graph", theirs.as_graph(by_layers)))
            ways.append(("PyTorch, gate by gate", theirs.pullback_by_gates(circuit)))
        for way, run in ways:
            self._batch(
                "reupload", precision, way, run, circuit.inputs, few, lambda got: got[:, list(SLOTS_CHECKED)], wanted
            )

    def _batch(self, name, precision, way, *work):
        """Measures what there is time for."""
        key = (name, precision, way)
        if not self.results.late((*key, "card")):
            with self.results.attempt((*key, "card")):
                self._measure(key, *work)
            self.libraries.release()

    def _measure(self, key, run, every, few, checked, wanted):
        """Checks a function of a batch on a few inputs and times it on all: on the card; from arrays to arrays; from
        locked memory to locked memory."""
        _, precision, way = key
        every = every.astype(REAL[precision])
        few = np.ascontiguousarray(few.astype(REAL[precision]))
        device = self.device
        if way.startswith("CuPy"):
            cupy = self.libraries.cupy
            self.results.check((*key, "card"), checked(run(cupy.asarray(few)).get()), wanted, TOLERANCE[precision])
            there = cupy.asarray(every)
            self.results.time((*key, "card"), device, lambda: run(there))
            out = run(there).get()
            self.results.time((*key, "arrays"), device, lambda: run(cupy.asarray(every)).get(out=out), on_host=True)
        else:
            torch, on = self.libraries.torch, self.libraries.name
            got = run(torch.from_numpy(few).to(on)).cpu().numpy()
            self.results.check((*key, "card"), checked(got), wanted, TOLERANCE[precision])
            source = torch.from_numpy(every)
            there = source.to(on)
            self.results.time((*key, "card"), device, lambda: run(there))
            target = run(there).cpu()
            self.results.time((*key, "arrays"), device, lambda: target.copy_(run(source.to(on))), on_host=True)
            if device.on_card:
                fast, back = source.pin_memory(), target.pin_memory()

                def locked():
                    back.copy_(run(fast.to(on, non_blocking=True)), non_blocking=True)

                self.results.time((*key, "locked"), device, locked, on_host=True)

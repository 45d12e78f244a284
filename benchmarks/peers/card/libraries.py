"""PyTorch and CuPy, as far as they are there, with the kernels compiled and the states and batches of either."""

import importlib
import os

import numpy as np

import batches_cupy
import batches_torch
import measure
import states_cupy
import states_torch

REAL = {"double": np.float64, "single": np.float32}
COMPLEX = {"double": np.complex128, "single": np.complex64}


class Libraries:
    def __init__(self, device, qubits):
        self.name = device
        on_card = device == "cuda"
        self.missing = []
        self.torch = self._found("torch", lambda torch: not on_card or torch.cuda.is_available())
        self.cupy = self._found("cupy", lambda cupy: cupy.cuda.runtime.getDeviceCount() > 0) if on_card else None
        if self.torch is None and self.cupy is None:
            raise SystemExit("; ".join(self.missing))
        self.kernels = self._compiled() if self.cupy else None
        self.device = measure.Torch(self.torch, device) if self.torch else measure.Cupy(self.cupy)
        self.qubits = qubits
        while on_card and 2.5 * 16 * 2**self.qubits > self._free_bytes():
            self.qubits -= 1

    def _found(self, name, usable):
        try:
            module = importlib.import_module(name)
            if usable(module):
                return module
            reason = "finds no card"
        except Exception as error:  # A library that is broken is as good as none, and says why.
            reason = str(error)
        self.missing.append(f"{name} is not used: {reason}")
        return None

    def _compiled(self):
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "kernels.cu")) as file:
            source = file.read()
        names = []
        for c, r in ("double2", "double"), ("float2", "float"):
            names += [f"rotate<{c}, {width}>" for width in states_cupy.WIDTHS]
            names += [f"phase<{c}>", f"exchange<{c}>", f"permute<{c}>"]
            names += [f"butterfly<{c}, {r}>", f"filter<{c}, {r}>", f"polynomial<{r}>", f"pullback<{c}, {r}>"]
        return self.cupy.RawModule(code=source, options=("-std=c++17",), name_expressions=names)

    def _free_bytes(self):
        return self.torch.cuda.mem_get_info()[0] if self.torch else self.cupy.cuda.runtime.memGetInfo()[0]

    def release(self):
        """Gives cached memory back, so that either library finds room."""
        if self.torch and self.device.on_card:
            self.torch.cuda.empty_cache()
        if self.cupy:
            self.cupy.get_default_memory_pool().free_all_blocks()

    def describe(self):
        """What runs where, for the line of JSON."""
        said = {"missing": self.missing} if self.missing else {}
        if self.torch:
            said["torch"] = self.torch.__version__
        if self.cupy:
            said["cupy"] = self.cupy.__version__
        if self.name == "cpu":
            said["card"] = None
        elif self.torch:
            said["card"] = self.torch.cuda.get_device_name()
        else:
            said["card"] = self.cupy.cuda.runtime.getDeviceProperties(0)["name"].decode()
        return said

    def states(self):
        """(name, maker of states on a number of qubits in a precision); CuPy first, whose kernels are the fastest."""
        if self.cupy:
            yield "CuPy", lambda precision, qubits: states_cupy.States(
                self.cupy, self.kernels, COMPLEX[precision], qubits
            )
        if self.torch:
            yield "PyTorch", lambda precision, qubits: states_torch.States(
                self.torch, self.name, getattr(self.torch, COMPLEX[precision].__name__), qubits
            )

    def batches_cupy(self, precision):
        return batches_cupy.Batches(self.cupy, self.kernels, REAL[precision])

    def batches_torch(self, precision):
        return batches_torch.Batches(self.torch, self.name, getattr(self.torch, REAL[precision].__name__))

// Runs the circuits on the C++ library of PennyLane Lightning, lightning.qubit, in either precision. It has no fusion, but
// kernels of its own for Rot and controlled phases.
#include <omp.h>

#include <vector>

#include "StateVectorLQubitManaged.hpp"
#include "circuits.hpp"

namespace {

template <class Real>
using State = Pennylane::LightningQubit::StateVectorLQubitManaged<Real>;

// Wire 0 is the highest bit of the index.
template <class Real>
void apply(State<Real>& state, const peers::Gate& gate) {
  std::vector<std::size_t> wires;
  for (unsigned qubit : gate.qubits) {
    wires.push_back(state.getNumQubits() - 1 - qubit);
  }
  const Real angle = static_cast<Real>(gate.angles[0]);
  switch (gate.kind) {
    case peers::Kind::H:
      return state.applyOperation("Hadamard", wires);
    case peers::Kind::RX:
      return state.applyOperation("RX", wires, false, {angle});
    case peers::Kind::RZ:
      return state.applyOperation("RZ", wires, false, {angle});
    case peers::Kind::ROT:
      return state.applyOperation("Rot", wires, false,
                                  {angle, static_cast<Real>(gate.angles[1]), static_cast<Real>(gate.angles[2])});
    case peers::Kind::CX:
      return state.applyOperation("CNOT", wires);
    case peers::Kind::CZ:
      return state.applyOperation("CZ", wires);
    case peers::Kind::CP:
      return state.applyOperation("ControlledPhaseShift", wires, false, {angle});
    case peers::Kind::SWAP:
      return state.applyOperation("SWAP", wires);
  }
}

template <class Real>
void run(State<Real>& state, const std::vector<peers::Gate>& circuit) {
  state.resetStateVector();
  for (const peers::Gate& gate : circuit) {
    apply(state, gate);
  }
}

template <class Real>
void measure(const char* who, double tolerance, const peers::Arguments& arguments) {
  const auto threading = Pennylane::LightningQubit::Util::Threading::MultiThread;
  State<Real> few(10, threading);
  State<Real> state(arguments.qubits, threading);
  for (const peers::Named& named : peers::ALL) {
    run(few, named.make(10));
    peers::require_same(named.name, std::vector<peers::Complex>(few.getData(), few.getData() + few.getLength()),
                        peers::simulate(named.make(10), 10), tolerance);
    const std::vector<peers::Gate> circuit = named.make(arguments.qubits);
    peers::time(who, named.name, arguments.qubits, arguments.threads, arguments.runs, [&] { run(state, circuit); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  const peers::Arguments arguments = peers::parse(argc, argv, 0);
  omp_set_num_threads(static_cast<int>(arguments.threads));
  measure<double>("Lightning double", 1e-9, arguments);
  measure<float>("Lightning single", 1e-4, arguments);
}

// Runs the noisy circuits on Qulacs as density matrices, in double precision, gate by gate: its circuit optimizer merges
// gates by their matrices, which channels do not have.
#include <omp.h>

#include <cppsim/circuit.hpp>
#include <cppsim/gate_factory.hpp>
#include <cppsim/state_dm.hpp>
#include <memory>
#include <vector>

#include "density.hpp"

namespace {

QuantumGateBase* translate(const peers::Gate& gate) {
  return gate.kind == peers::Kind::RX ? static_cast<QuantumGateBase*>(gate::RotX(gate.qubits[0], gate.angles[0]))
                                      : gate::CNOT(gate.qubits[0], gate.qubits[1]);
}

QuantumGateBase* depolarizing(const std::vector<unsigned>& qubits) {
  const double probability = peers::pauli_probability(qubits.size());
  return qubits.size() == 1 ? gate::DepolarizingNoise(qubits[0], probability)
                            : gate::TwoQubitDepolarizingNoise(qubits[0], qubits[1], probability);
}

std::unique_ptr<QuantumCircuit> translate(const std::vector<peers::NoisyGate>& steps, unsigned n) {
  auto circuit = std::make_unique<QuantumCircuit>(n);
  for (const peers::NoisyGate& step : steps) {
    circuit->add_gate(translate(step.gate));
    for (const std::vector<unsigned>& qubits : step.depolarized) {
      circuit->add_gate(depolarizing(qubits));
    }
  }
  return circuit;
}

}  // namespace

int main(int argc, char** argv) {
  const peers::Arguments arguments = peers::parse(argc, argv, 0, 10);
  omp_set_num_threads(static_cast<int>(arguments.threads));
  for (const peers::NamedNoise& named : peers::NOISY) {
    constexpr unsigned FEW = 5;
    DensityMatrix few(FEW);
    translate(peers::noisy_brick(FEW, named.after), FEW)->update_quantum_state(&few);
    // Its rows lie one after the other, ours are columns.
    peers::Density got;
    for (std::size_t column = 0; column < 1 << FEW; column++) {
      for (std::size_t row = 0; row < 1 << FEW; row++) {
        got.push_back(few.data_cpp()[row << FEW | column]);
      }
    }
    peers::require_same_density(named.name, got, peers::simulate(peers::noisy_brick(FEW, named.after), FEW), 1e-12);

    DensityMatrix state(arguments.qubits);
    const auto circuit = translate(peers::noisy_brick(arguments.qubits, named.after), arguments.qubits);
    peers::time("Qulacs double", named.name, arguments.qubits, arguments.threads, arguments.runs, [&] {
      state.set_zero_state();
      circuit->update_quantum_state(&state);
    });
  }
}

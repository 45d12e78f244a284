// Runs the circuits on Qulacs, in double precision. Fusion up to --fusion qubits happens once, before the clock runs;
// --fusion 0 applies gate by gate.
#include <omp.h>

#include <Eigen/Core>
#include <cppsim/circuit.hpp>
#include <cppsim/circuit_optimizer.hpp>
#include <cppsim/gate_factory.hpp>
#include <cppsim/state.hpp>
#include <memory>
#include <string>
#include <vector>

#include "circuits.hpp"

namespace {

QuantumGateBase* translate(const peers::Gate& gate) {
  const std::vector<unsigned>& q = gate.qubits;
  switch (gate.kind) {
    case peers::Kind::H:
      return gate::H(q[0]);
    case peers::Kind::RX:
      return gate::RotX(q[0], gate.angles[0]);
    case peers::Kind::RZ:
      return gate::RotZ(q[0], gate.angles[0]);
    case peers::Kind::CX:
      return gate::CNOT(q[0], q[1]);
    case peers::Kind::CZ:
      return gate::CZ(q[0], q[1]);
    case peers::Kind::SWAP:
      return gate::SWAP(q[0], q[1]);
    case peers::Kind::CP: {
      Eigen::VectorXcd diagonal(4);
      diagonal << 1, 1, 1, std::polar(1.0, gate.angles[0]);
      return gate::DiagonalMatrix({q[0], q[1]}, diagonal);
    }
    case peers::Kind::ROT:
      break;
  }
  const std::vector<peers::Complex> m = peers::matrix(gate);
  ComplexMatrix entries(2, 2);
  entries << m[0], m[1], m[2], m[3];
  return gate::DenseMatrix(q[0], entries);
}

std::unique_ptr<QuantumCircuit> translate(const std::vector<peers::Gate>& gates, unsigned n, unsigned fusion) {
  auto circuit = std::make_unique<QuantumCircuit>(n);
  for (const peers::Gate& gate : gates) {
    circuit->add_gate(translate(gate));
  }
  if (fusion > 0) {
    QuantumCircuitOptimizer().optimize(circuit.get(), fusion);
  }
  return circuit;
}

}  // namespace

int main(int argc, char** argv) {
  const peers::Arguments arguments = peers::parse(argc, argv, 2);
  omp_set_num_threads(static_cast<int>(arguments.threads));
  for (const peers::Named& named : peers::ALL) {
    constexpr unsigned FEW = 10;
    QuantumState few(FEW);
    translate(named.make(FEW), FEW, arguments.fusion)->update_quantum_state(&few);
    const CPPCTYPE* amplitudes = few.data_cpp();
    peers::require_same(named.name, std::vector<peers::Complex>(amplitudes, amplitudes + (1 << FEW)),
                        peers::simulate(named.make(FEW), FEW), 1e-9);

    QuantumState state(arguments.qubits);
    const auto circuit = translate(named.make(arguments.qubits), arguments.qubits, arguments.fusion);
    peers::time("Qulacs double fusion=" + std::to_string(arguments.fusion), named.name, arguments.qubits,
                arguments.threads, arguments.runs, [&] {
                  state.set_zero_state();
                  circuit->update_quantum_state(&state);
                });
  }
}

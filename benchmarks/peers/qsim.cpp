// Runs the circuits on qsim's CPU simulator: its widest vectors, in single precision, with gate fusion.
#include <omp.h>

#include <algorithm>
#include <string>
#include <vector>

#include "circuits.hpp"
#include "lib/circuit.h"
#include "lib/formux.h"
#include "lib/fuser_mqubit.h"
#include "lib/gates_qsim.h"
#include "lib/io.h"
#include "lib/operation.h"
#include "lib/run_qsim.h"
#include "lib/simmux.h"

namespace {

using Number = float;
using Operation = qsim::Operation<Number>;

struct Factory {
  using Simulator = qsim::Simulator<qsim::For>;
  using StateSpace = Simulator::StateSpace;

  StateSpace CreateStateSpace() const { return StateSpace(threads); }
  Simulator CreateSimulator() const { return Simulator(threads); }

  unsigned threads;
};

using Runner = qsim::QSimRunner<qsim::IO, qsim::MultiQubitGateFuser<qsim::IO>, Factory>;

Operation translate(const peers::Gate& gate, unsigned time) {
  const std::vector<unsigned>& q = gate.qubits;
  const auto angle = static_cast<Number>(gate.angles[0]);
  switch (gate.kind) {
    case peers::Kind::H:
      return qsim::GateHd<Number>::Create(time, q[0]);
    case peers::Kind::RX:
      return qsim::GateRX<Number>::Create(time, q[0], angle);
    case peers::Kind::RZ:
      return qsim::GateRZ<Number>::Create(time, q[0], angle);
    case peers::Kind::CX:
      return qsim::GateCNot<Number>::Create(time, q[0], q[1]);
    case peers::Kind::CZ:
      return qsim::GateCZ<Number>::Create(time, q[0], q[1]);
    case peers::Kind::CP:
      // Its phase is exp(-i phi).
      return qsim::GateCP<Number>::Create(time, q[0], q[1], -angle);
    case peers::Kind::SWAP:
      return qsim::GateSwap<Number>::Create(time, q[0], q[1]);
    case peers::Kind::ROT:
      break;
  }
  qsim::Matrix<Number> entries;
  for (const peers::Complex& entry : peers::matrix(gate)) {
    entries.push_back(static_cast<Number>(entry.real()));
    entries.push_back(static_cast<Number>(entry.imag()));
  }
  return qsim::GateMatrix1<Number>::Create(time, q[0], entries);
}

// Gates of one time step act on different qubits, and time steps ascend.
qsim::Circuit<Operation> translate(const std::vector<peers::Gate>& gates, unsigned n) {
  std::vector<unsigned> next(n, 0);
  std::vector<std::pair<unsigned, const peers::Gate*>> timed;
  for (const peers::Gate& gate : gates) {
    unsigned time = 0;
    for (unsigned q : gate.qubits) {
      time = std::max(time, next[q]);
    }
    for (unsigned q : gate.qubits) {
      next[q] = time + 1;
    }
    timed.emplace_back(time, &gate);
  }
  std::stable_sort(timed.begin(), timed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  qsim::Circuit<Operation> circuit;
  circuit.num_qubits = n;
  for (const auto& [time, gate] : timed) {
    circuit.ops.push_back(translate(*gate, time));
  }
  return circuit;
}

bool run(const qsim::Circuit<Operation>& circuit, Factory::StateSpace::State& state, const Factory& factory,
         unsigned fusion) {
  factory.CreateStateSpace().SetStateZero(state);
  Runner::Parameter parameter;
  parameter.max_fused_size = fusion;
  parameter.seed = 1;
  parameter.verbosity = 0;
  return Runner::Run(parameter, factory, circuit, state);
}

}  // namespace

int main(int argc, char** argv) {
  const peers::Arguments arguments = peers::parse(argc, argv, 3);
  omp_set_num_threads(static_cast<int>(arguments.threads));
  const Factory factory{arguments.threads};
  const Factory::StateSpace space = factory.CreateStateSpace();
  for (const peers::Named& named : peers::ALL) {
    constexpr unsigned FEW = 10;
    auto few = space.Create(FEW);
    run(translate(named.make(FEW), FEW), few, factory, arguments.fusion);
    std::vector<peers::Complex> got(std::size_t{1} << FEW);
    for (std::size_t i = 0; i < got.size(); i++) {
      got[i] = space.GetAmpl(few, i);
    }
    peers::require_same(named.name, got, peers::simulate(named.make(FEW), FEW), 1e-4);

    auto state = space.Create(arguments.qubits);
    const auto circuit = translate(named.make(arguments.qubits), arguments.qubits);
    peers::time("qsim single fusion=" + std::to_string(arguments.fusion), named.name, arguments.qubits,
                arguments.threads, arguments.runs, [&] { run(circuit, state, factory, arguments.fusion); });
  }
}

// Runs the noisy circuits on QuEST 4 as density matrices, in the precision that it was built with. It has no fusion.
#include <omp.h>

#include <vector>

#include "density.hpp"
#include "quest.h"

namespace {

// Threads are asked for whatever the size, so that the proof takes the same way as the measurement.
Qureg create(unsigned qubits) { return createCustomQureg(static_cast<int>(qubits), 1, 0, 0, 1); }

void apply(Qureg state, const peers::NoisyGate& step) {
  const int first = static_cast<int>(step.gate.qubits.front());
  const int last = static_cast<int>(step.gate.qubits.back());
  if (step.gate.kind == peers::Kind::RX) {
    applyRotateX(state, first, step.gate.angles[0]);
  } else {
    applyControlledPauliX(state, first, last);
  }
  for (const std::vector<unsigned>& qubits : step.depolarized) {
    const double probability = peers::pauli_probability(qubits.size());
    if (qubits.size() == 1) {
      mixDepolarising(state, static_cast<int>(qubits[0]), probability);
    } else {
      mixTwoQubitDepolarising(state, static_cast<int>(qubits[0]), static_cast<int>(qubits[1]), probability);
    }
  }
}

void run(Qureg state, const std::vector<peers::NoisyGate>& circuit) {
  initZeroState(state);
  for (const peers::NoisyGate& step : circuit) {
    apply(state, step);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const peers::Arguments arguments = peers::parse(argc, argv, 0, 10);
  omp_set_num_threads(static_cast<int>(arguments.threads));
  initCustomQuESTEnv(0, 0, 1);
  constexpr bool SINGLE = sizeof(qreal) == sizeof(float);
  for (const peers::NamedNoise& named : peers::NOISY) {
    constexpr unsigned FEW = 5;
    Qureg few = create(FEW);
    run(few, peers::noisy_brick(FEW, named.after));
    peers::Density got;
    for (qindex column = 0; column < 1 << FEW; column++) {
      for (qindex row = 0; row < 1 << FEW; row++) {
        got.push_back(getDensityQuregAmp(few, row, column));
      }
    }
    destroyQureg(few);
    peers::require_same_density(named.name, got, peers::simulate(peers::noisy_brick(FEW, named.after), FEW),
                                SINGLE ? 1e-5 : 1e-12);

    Qureg state = create(arguments.qubits);
    const std::vector<peers::NoisyGate> circuit = peers::noisy_brick(arguments.qubits, named.after);
    peers::time(SINGLE ? "QuEST single" : "QuEST double", named.name, arguments.qubits, arguments.threads,
                arguments.runs, [&] { run(state, circuit); });
    destroyQureg(state);
  }
  finalizeQuESTEnv();
}

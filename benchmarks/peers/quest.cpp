// Runs the circuits on QuEST 4, in the precision that it was built with. It has no fusion.
#include <omp.h>

#include <vector>

#include "circuits.hpp"
#include "quest.h"

namespace {

// A gate with its matrix made beforehand, if it needs one.
struct Prepared {
  peers::Gate gate;
  CompMatr1 rotation;
};

std::vector<Prepared> prepare(const std::vector<peers::Gate>& gates) {
  std::vector<Prepared> all;
  for (const peers::Gate& gate : gates) {
    Prepared one{gate, CompMatr1{}};
    if (gate.kind == peers::Kind::ROT) {
      const std::vector<peers::Complex> m = peers::matrix(gate);
      one.rotation = getCompMatr1(std::vector<std::vector<qcomp>>{{m[0], m[1]}, {m[2], m[3]}});
    }
    all.push_back(one);
  }
  return all;
}

void apply(Qureg state, const Prepared& prepared) {
  const peers::Gate& gate = prepared.gate;
  const int first = static_cast<int>(gate.qubits.front());
  const int last = static_cast<int>(gate.qubits.back());
  switch (gate.kind) {
    case peers::Kind::H:
      return applyHadamard(state, first);
    case peers::Kind::RX:
      return applyRotateX(state, first, gate.angles[0]);
    case peers::Kind::RZ:
      return applyRotateZ(state, first, gate.angles[0]);
    case peers::Kind::ROT:
      return applyCompMatr1(state, first, prepared.rotation);
    case peers::Kind::CX:
      return applyControlledPauliX(state, first, last);
    case peers::Kind::CZ:
      return applyTwoQubitPhaseFlip(state, first, last);
    case peers::Kind::CP:
      return applyTwoQubitPhaseShift(state, first, last, gate.angles[0]);
    case peers::Kind::SWAP:
      return applySwap(state, first, last);
  }
}

void run(Qureg state, const std::vector<Prepared>& circuit) {
  initZeroState(state);
  for (const Prepared& gate : circuit) {
    apply(state, gate);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const peers::Arguments arguments = peers::parse(argc, argv, 0);
  omp_set_num_threads(static_cast<int>(arguments.threads));
  initCustomQuESTEnv(0, 0, 1);
  for (const peers::Named& named : peers::ALL) {
    constexpr int FEW = 10;
    Qureg few = createQureg(FEW);
    run(few, prepare(named.make(FEW)));
    std::vector<qcomp> amplitudes(std::size_t{1} << FEW);
    getQuregAmps(amplitudes.data(), few, 0, static_cast<qindex>(amplitudes.size()));
    peers::require_same(named.name, std::vector<peers::Complex>(amplitudes.begin(), amplitudes.end()),
                        peers::simulate(named.make(FEW), FEW), sizeof(qreal) == sizeof(float) ? 1e-4 : 1e-9);
    destroyQureg(few);

    Qureg state = createCustomQureg(static_cast<int>(arguments.qubits), 0, 0, 0, 1);
    const std::vector<Prepared> circuit = prepare(named.make(arguments.qubits));
    peers::time(sizeof(qreal) == sizeof(float) ? "QuEST single" : "QuEST double", named.name, arguments.qubits,
                arguments.threads, arguments.runs, [&] { run(state, circuit); });
    destroyQureg(state);
  }
  finalizeQuESTEnv();
}

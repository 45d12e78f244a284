// The noisy circuits of org.ketwright.benchmarks.circuits.NoisyCircuits.brick once more, with a plain simulation of
// density matrices that says whether a driver runs them right.
#pragma once

#include "circuits.hpp"

namespace peers {

// The share of the completely mixed state that depolarizing puts in place of the qubits' own.
constexpr double MIXING = 0.01;

// The same channel as a probability of the Pauli strings other than the identity together, on a number of qubits.
inline double pauli_probability(std::size_t qubits) {
  return MIXING * (1 - std::pow(0.25, static_cast<double>(qubits)));
}

// A gate, and sets of qubits with depolarizing on each afterwards.
struct NoisyGate {
  Gate gate;
  std::vector<std::vector<unsigned>> depolarized;
};

// What follows each CX: depolarizing on the pair, or on each of the two.
enum class After { PAIR, EACH };

// Five layers of RX on each qubit, then CX(q, q + 1) for even and for odd q.
inline std::vector<NoisyGate> noisy_brick(unsigned n, After after) {
  SplitMix random;
  std::vector<NoisyGate> circuit;
  for (int layer = 0; layer < 5; layer++) {
    for (unsigned q = 0; q < n; q++) {
      circuit.push_back({rotation(Kind::RX, q, random), {{q}}});
    }
    for (unsigned first = 0; first < 2; first++) {
      for (unsigned q = first; q + 1 < n; q += 2) {
        circuit.push_back({{Kind::CX, {q, q + 1}}, {}});
        if (after == After::PAIR) {
          circuit.back().depolarized = {{q, q + 1}};
        } else {
          circuit.back().depolarized = {{q}, {q + 1}};
        }
      }
    }
  }
  return circuit;
}

struct NamedNoise {
  const char* name;
  After after;
};

constexpr NamedNoise NOISY[] = {{"density PAIR", After::PAIR}, {"density EACH", After::EACH}};

// 2^n x 2^n entries, row r and column c at r + 2^n c, so that gates on the low n bits of the index act from the left.
using Density = std::vector<Complex>;

// Entries mixed with the mean over the qubits of the mask, where row and column agree on these.
inline void depolarize(Density& density, unsigned n, const std::vector<unsigned>& qubits) {
  std::size_t mask = 0;
  for (unsigned q : qubits) {
    mask |= std::size_t{1} << q;
  }
  const Density before = density;
  const double share = MIXING / static_cast<double>(std::size_t{1} << qubits.size());
  for (std::size_t i = 0; i < density.size(); i++) {
    density[i] *= 1 - MIXING;
    if (((i ^ (i >> n)) & mask) == 0) {
      const std::size_t rest = i & ~(mask | mask << n);
      for (std::size_t bits = mask;; bits = (bits - 1) & mask) {
        density[i] += share * before[rest | bits | bits << n];
        if (bits == 0) {
          break;
        }
      }
    }
  }
}

// Row r, column c of the adjoint is the conjugate of row c, column r.
inline Density adjoint(const Density& density, unsigned n) {
  const std::size_t low = (std::size_t{1} << n) - 1;
  Density result(density.size());
  for (std::size_t i = 0; i < density.size(); i++) {
    result[i] = std::conj(density[i >> n | (i & low) << n]);
  }
  return result;
}

// The density matrix after the circuit, from |0...0>, one gate and channel after the other.
inline Density simulate(const std::vector<NoisyGate>& circuit, unsigned n) {
  Density density(std::size_t{1} << 2 * n);
  density[0] = 1;
  for (const NoisyGate& step : circuit) {
    apply(step.gate, density);
    density = adjoint(density, n);
    apply(step.gate, density);
    for (const std::vector<unsigned>& qubits : step.depolarized) {
      depolarize(density, n, qubits);
    }
  }
  return density;
}

// Ends the program unless a driver's density matrix agrees with the plain simulation's.
inline void require_same_density(const char* name, const Density& got, const Density& wanted, double tolerance) {
  bool same = got.size() == wanted.size();
  for (std::size_t i = 0; same && i < wanted.size(); i++) {
    same = std::abs(got[i] - wanted[i]) < tolerance;
  }
  if (!same) {
    std::fprintf(stderr, "%s is wrong: entries of the density matrix differ\n", name);
    std::exit(1);
  }
}

}  // namespace peers

// The circuits of org.ketwright.benchmarks.circuits.BenchmarkCircuits once more, for the drivers in this folder, with a
// plain simulator that says whether a driver runs them right, and a stopwatch.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

namespace peers {

constexpr double PI = 3.14159265358979323846;

enum class Kind { H, RX, RZ, ROT, CX, CZ, CP, SWAP };

// A gate: controls before targets; angles as far as the gate has them. ROT(a, b, c) = RZ(c) RY(b) RZ(a).
struct Gate {
  Kind kind;
  std::vector<unsigned> qubits;
  double angles[3] = {0, 0, 0};
};

using Complex = std::complex<double>;

// splitmix64 from state 42; angles are 2 pi times the top 53 bits over 2^53.
class SplitMix {
 public:
  double angle() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    return 2 * PI * (static_cast<double>(z >> 11) * 0x1p-53);
  }

 private:
  std::uint64_t state_ = 42;
};

inline Gate rotation(Kind kind, unsigned qubit, SplitMix& random) {
  Gate gate{kind, {qubit}};
  const int count = kind == Kind::ROT ? 3 : 1;
  for (int i = 0; i < count; i++) {
    gate.angles[i] = random.angle();
  }
  return gate;
}

inline void ring(std::vector<Gate>& circuit, unsigned n, unsigned range) {
  for (unsigned q = 0; q < n; q++) {
    circuit.push_back({Kind::CX, {q, (q + range) % n}});
  }
}

inline std::vector<Gate> qft(unsigned n) {
  std::vector<Gate> circuit;
  for (unsigned j = n; j-- > 0;) {
    circuit.push_back({Kind::H, {j}});
    for (unsigned k = j; k-- > 0;) {
      circuit.push_back({Kind::CP, {k, j}, {std::ldexp(PI, static_cast<int>(k) - static_cast<int>(j)), 0, 0}});
    }
  }
  for (unsigned i = 0; i < n / 2; i++) {
    circuit.push_back({Kind::SWAP, {i, n - 1 - i}});
  }
  return circuit;
}

inline std::vector<Gate> qcbm(unsigned n) {
  SplitMix random;
  std::vector<Gate> circuit;
  for (unsigned q = 0; q < n; q++) {
    circuit.push_back(rotation(Kind::RX, q, random));
    circuit.push_back(rotation(Kind::RZ, q, random));
  }
  ring(circuit, n, 1);
  for (int layer = 0; layer < 9; layer++) {
    for (unsigned q = 0; q < n; q++) {
      circuit.push_back(rotation(Kind::RZ, q, random));
      circuit.push_back(rotation(Kind::RX, q, random));
      circuit.push_back(rotation(Kind::RZ, q, random));
    }
    ring(circuit, n, 1);
  }
  for (unsigned q = 0; q < n; q++) {
    circuit.push_back(rotation(Kind::RZ, q, random));
    circuit.push_back(rotation(Kind::RX, q, random));
  }
  return circuit;
}

inline std::vector<Gate> brick(unsigned n) {
  SplitMix random;
  std::vector<Gate> circuit;
  for (unsigned layer = 0; layer < 20; layer++) {
    for (unsigned q = 0; q < n; q++) {
      circuit.push_back(rotation(Kind::ROT, q, random));
    }
    for (unsigned q = layer % 2; q + 1 < n; q += 2) {
      circuit.push_back({Kind::CZ, {q, q + 1}});
    }
  }
  return circuit;
}

inline std::vector<Gate> strongly_entangling(unsigned n) {
  SplitMix random;
  std::vector<Gate> circuit;
  for (unsigned layer = 0; layer < 10; layer++) {
    for (unsigned q = 0; q < n; q++) {
      circuit.push_back(rotation(Kind::ROT, q, random));
    }
    ring(circuit, n, layer % (n - 1) + 1);
  }
  return circuit;
}

struct Named {
  const char* name;
  std::vector<Gate> (*make)(unsigned n);
};

constexpr Named ALL[] = {
    {"QFT", qft}, {"QCBM", qcbm}, {"BRICK", brick}, {"STRONGLY_ENTANGLING", strongly_entangling}};

// The 2 x 2 matrix that a gate applies to its last qubit, row-major; SWAP has none.
inline std::vector<Complex> matrix(const Gate& gate) {
  const double a = gate.angles[0], b = gate.angles[1], c = gate.angles[2];
  const double cos = std::cos(gate.kind == Kind::ROT ? b / 2 : a / 2);
  const double sin = std::sin(gate.kind == Kind::ROT ? b / 2 : a / 2);
  switch (gate.kind) {
    case Kind::H:
      return {std::sqrt(0.5), std::sqrt(0.5), std::sqrt(0.5), -std::sqrt(0.5)};
    case Kind::RX:
      return {cos, Complex(0, -sin), Complex(0, -sin), cos};
    case Kind::RZ:
      return {std::polar(1.0, -a / 2), 0, 0, std::polar(1.0, a / 2)};
    case Kind::ROT:
      return {std::polar(cos, -(a + c) / 2), -std::polar(sin, (a - c) / 2), std::polar(sin, (c - a) / 2),
              std::polar(cos, (a + c) / 2)};
    case Kind::CX:
      return {0, 1, 1, 0};
    case Kind::CZ:
      return {1, 0, 0, -1};
    case Kind::CP:
      return {1, 0, 0, std::polar(1.0, a)};
    case Kind::SWAP:
      break;
  }
  std::fprintf(stderr, "this gate has no matrix on one qubit\n");
  std::exit(1);
}

// Applies a gate. Qubit 0 is the lowest bit of the index.
inline void apply(const Gate& gate, std::vector<Complex>& state) {
  const std::size_t last = std::size_t{1} << gate.qubits.back();
  const std::size_t first = gate.qubits.size() == 2 ? std::size_t{1} << gate.qubits[0] : 0;
  for (std::size_t i = 0; i < state.size(); i++) {
    if (gate.kind == Kind::SWAP) {
      if ((i & first) && !(i & last)) {
        std::swap(state[i], state[i ^ first ^ last]);
      }
    } else if (!(i & last) && (i & first) == first) {
      const std::vector<Complex> m = matrix(gate);
      const Complex x = state[i], y = state[i | last];
      state[i] = m[0] * x + m[1] * y;
      state[i | last] = m[2] * x + m[3] * y;
    }
  }
}

// Amplitudes after the circuit, from |0...0>, one gate after the other.
inline std::vector<Complex> simulate(const std::vector<Gate>& circuit, unsigned n) {
  std::vector<Complex> state(std::size_t{1} << n);
  state[0] = 1;
  for (const Gate& gate : circuit) {
    apply(gate, state);
  }
  return state;
}

// Ends the program unless a driver's amplitudes agree with the plain simulator's up to a global phase.
inline void require_same(const char* name, const std::vector<Complex>& got, const std::vector<Complex>& wanted,
                         double tolerance) {
  Complex inner = 0;
  double norm = 0;
  for (std::size_t i = 0; i < wanted.size(); i++) {
    inner += std::conj(wanted[i]) * got[i];
    norm += std::norm(got[i]);
  }
  if (!(std::abs(std::norm(inner) - 1) < tolerance) || !(std::abs(norm - 1) < tolerance)) {
    std::fprintf(stderr, "%s is wrong: fidelity %.9f, norm %.9f\n", name, std::norm(inner), norm);
    std::exit(1);
  }
}

// Prints the best and the median of some runs, in the words of the benchmarks.
inline void time(const std::string& who, const char* name, unsigned n, unsigned threads, int runs,
                 const std::function<void()>& run) {
  std::vector<double> seconds;
  run();
  for (int i = 0; i < runs; i++) {
    const auto start = std::chrono::steady_clock::now();
    run();
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(seconds.begin(), seconds.end());
  std::printf("%-28s %-20s qubits=%u threads=%u best %.1f ms, median %.1f ms\n", who.c_str(), name, n, threads,
              1e3 * seconds.front(), 1e3 * seconds[seconds.size() / 2]);
  std::fflush(stdout);
}

// What every driver is told on its command line.
struct Arguments {
  unsigned qubits;
  unsigned threads = 2;
  int runs = 5;
  unsigned fusion = 0;
};

inline Arguments parse(int argc, char** argv, unsigned default_fusion, unsigned default_qubits = 24) {
  Arguments arguments{default_qubits};
  arguments.fusion = default_fusion;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string key = argv[i];
    const int value = std::atoi(argv[i + 1]);
    if (key == "--qubits") {
      arguments.qubits = static_cast<unsigned>(value);
    } else if (key == "--threads") {
      arguments.threads = static_cast<unsigned>(value);
    } else if (key == "--runs") {
      arguments.runs = value;
    } else if (key == "--fusion") {
      arguments.fusion = static_cast<unsigned>(value);
    } else {
      argc = 0;
    }
  }
  if (argc % 2 == 0 || arguments.qubits < 2 || arguments.threads < 1 || arguments.runs < 1) {
    std::fprintf(stderr, "usage: %s [--qubits N] [--threads N] [--runs N] [--fusion QUBITS]\n", argv[0]);
    std::exit(2);
  }
  return arguments;
}

}  // namespace peers

// Batches of small states: a block takes some samples from their start to their read-out, and in gradients back again, in
// one launch.
//
// The threads of a block form teams, one for each sample; each thread of a team holds 2^R amplitudes of it in registers
// while it applies the ops of a round (registers.cuh). Between rounds, which differ in what bits of the index the register
// bits are, the states lie in shared memory. A thread puts its amplitudes back where it took them from, so a round needs
// one barrier. States of R bits and less take one thread; fewer bits than R count as R, with zeros above.
//
// In gradients a thread holds amplitudes of the state and of the co-state side by side, as if one more register bit told
// them apart: an op acts on both at once, or by its control of that bit on one. The host writes all ops, also those that
// undo others, and so many rounds that the angles and the derivatives of each have room.
#pragma once

#include "angle.cuh"
#include "readout.cuh"
#include "registers.cuh"

// cos(frequency t) and sin(frequency t), where t = offset + scale * columns[column * count + sample].
struct CircuitAngle {
    double frequency;
    double offset;
    double scale;
    I64 column;
};

// Entry e of an op is constant[e], and if an angle drives it constant[e] + cos cosine[e] + sin sine[e]; the three parts
// begin at number op.numbers of the table and lie op.entryStride entries apart.
struct CircuitOp {
    RegisterOp op;
    // Let the op act, keep the state on the tape (back: take it from there), or compute a derivative.
    I64 task;
    // Which state on the tape.
    I64 tape;
    // The angle, counted from the first of the round, or -1.
    I64 angle;
    // Of a derivative: which sum of the round it is, and which row of the gradients it gives.
    I64 sum;
    I64 row;
};

struct CircuitRound {
    // Positions of the register bits, ascending, packed.
    I64 registers;
    // ops[firstOp .. endOp), angles[firstAngle .. endAngle), sums to rows[firstSum .. endSum)
    I64 firstOp;
    I64 endOp;
    I64 firstAngle;
    I64 endAngle;
    I64 firstSum;
    I64 endSum;
};

template <typename E>
struct CircuitArguments {
    typedef typename Traits<E>::Real Real;
    // B samples, each of 2^stateBits amplitudes, kept as 2^bits. A block has 2^threadBits threads.
    I64 count;
    I64 stateBits;
    I64 bits;
    I64 threadBits;
    const CircuitRound* rounds;
    // Rounds from the start to the read-out, and with those back.
    I64 there;
    I64 roundCount;
    const CircuitOp* ops;
    const CircuitAngle* angles;
    const Real* numbers;
    const I64* sources;
    const double* columns;
    // Start amplitudes [index * count + sample], or null for 1 at index 0; imaginary parts may be null.
    const double* startReal;
    const double* startImaginary;
    Outputs outputs;
    // Receives [k * count + sample], or null.
    double* values;
    // Most angles and sums of a round.
    I64 angleRoom;
    I64 sumRoom;
    // The rest for gradients alone.
    const double* cotangent;
    Weights weights;
    const I64* rows;
    // Receives [row * count + sample].
    double* gradients;
    // Receives the gradient of the start amplitudes' real parts [index * count + sample], or null.
    double* startGradient;
    // States of real vectors before some steps: amplitude j of thread t of the team of sample s at
    // [(((tape << R) + j) * samples + s) << teamBits | t], where samples is count rounded up to whole blocks.
    E* tape;
};

// Bits of the number of amplitudes of a thread, and what ops there are: fewer than would fit, as a driver compiles the
// kernels when it first meets them.
template <typename E>
struct CircuitBits {
    static const int R = Traits<E>::registerBits;
    typedef Needs<R, Traits<E>::isComplex ? 2 : 4, 1, 1, Traits<E>::isComplex> Needed;
};

// A block's samples, its shared memory and what every thread works out for itself.
template <typename E>
struct Circuit {
    typedef typename Traits<E>::Real Real;
    static const int R = CircuitBits<E>::R;

    const CircuitArguments<E>& a;
    int teamBits;
    int sampleBits;
    I64 first;
    int samples;
    E* states;
    E* coStates;
    double* sums;
    Real* angles;

    DEVICE Circuit(const Block& block, const CircuitArguments<E>& arguments, bool back)
        : a(arguments),
          teamBits(static_cast<int>(arguments.bits) - R),
          sampleBits(static_cast<int>(arguments.threadBits) - teamBits),
          first(block.index << sampleBits),
          samples(arguments.count - first < static_cast<I64>(1) << sampleBits
                          ? static_cast<int>(arguments.count - first)
                          : 1 << sampleBits),
          states(reinterpret_cast<E*>(block.shared)),
          coStates(states + (block.threads << R)),
          sums(reinterpret_cast<double*>(states + ((back ? 2 * block.threads : block.threads) << R))),
          angles(reinterpret_cast<Real*>(sums + arguments.sumRoom * sumStride())) {}

    // Where the amplitude with a number, the sample's above the index, lies: the lowest R bits are xored with those above,
    // so that threads which read the same number of amplitude in a round read from all banks. Linear in the number.
    DEVICE static int place(int i) {
        return i ^ (((i >> R) ^ (i >> (2 * R)) ^ (i >> (3 * R))) & ((1 << R) - 1));
    }

    DEVICE int at(int sample, I64 index) const {
        return place((sample << a.bits) | static_cast<int>(index));
    }

    // Sums of a round have a number for each thread; those of a team are one further apart than there are, for the banks.
    DEVICE int sumStride() const {
        return ((1 << teamBits) + 1) << sampleBits;
    }

    DEVICE int sumPlace(int sum, int thread) const {
        return sum * sumStride() + thread + (thread >> teamBits);
    }

    // Cosine and sine of the angles of a round for every sample, in one of two places that take turns.
    DEVICE Real* anglesOf(int round) const {
        return angles + (round & 1) * (a.angleRoom << (sampleBits + 1));
    }

    DEVICE void prepare(int number, int thread, int threads) const {
        if (number >= a.roundCount) {
            return;
        }
        const CircuitRound& round = a.rounds[number];
        Real* out = anglesOf(number);
        const int all = static_cast<int>(round.endAngle - round.firstAngle) << sampleBits;
        for (int i = thread; i < all; i += threads) {
            const int sample = i & ((1 << sampleBits) - 1);
            if (sample < samples) {
                const CircuitAngle& angle = a.angles[round.firstAngle + (i >> sampleBits)];
                const double t = angle.offset + angle.scale * a.columns[angle.column * a.count + first + sample];
                sineCosine(angle.frequency * t, out[2 * i + 1], out[2 * i]);
            }
        }
    }
};

// The entries of an op for one sample. Where one part of each is read, the other is not there.
template <typename E>
struct Formed {
    typedef typename Traits<E>::Real Real;

    const Real* constant;
    I64 apart;
    I64 first;
    bool isDriven;
    Real cosine;
    Real sine;

    template <typename N>
    DEVICE N formed(I64 entry) const {
        const N* part = reinterpret_cast<const N*>(constant) + first + entry;
        const N out = part[0];
        return isDriven ? times(cosine, part[apart], times(sine, part[2 * apart], out)) : out;
    }

    DEVICE E at(I64 entry) const {
        return formed<E>(entry);
    }

    DEVICE Real real(I64 entry) const {
        return formed<Real>(entry);
    }

    DEVICE Real imaginary(I64 entry) const {
        return formed<Real>(entry);
    }

    DEVICE Formed from(I64 entry) const {
        const Formed out = {constant, apart, first + entry, isDriven, cosine, sine};
        return out;
    }
};

template <typename E>
DEVICE Formed<E> formed(const Circuit<E>& circuit, const CircuitOp& op, int round, int sample) {
    typedef typename Traits<E>::Real Real;
    const bool isDriven = op.angle >= 0;
    const Real* pair = circuit.anglesOf(round) + ((((isDriven ? op.angle : 0) << circuit.sampleBits) | sample) << 1);
    const Formed<E> out = {circuit.a.numbers + op.op.numbers, op.op.entryStride, 0, isDriven,
            isDriven ? pair[0] : 0, isDriven ? pair[1] : 0};
    return out;
}

// What a thread holds in a round: amplitudes of the state; in the rounds BACK, those of the co-state behind them. Real
// vectors are not undone: back the co-state goes alone, and the states before some steps come from the tape.
template <typename E, bool BACK>
struct InRegisters {
    typedef typename Traits<E>::Real Real;
    static const int R = CircuitBits<E>::R;
    static const bool isPair = BACK && Traits<E>::isComplex;
    static const int HELD = isPair ? R + 1 : R;

    const Circuit<E>& circuit;
    int number;
    int thread;
    int sample;
    U32 index;
    E v[1 << HELD];
    E before[BACK && !isPair ? 1 << R : 1];

    DEVICE InRegisters(const Circuit<E>& of, int round, int me)
        : circuit(of), number(round), thread(me), sample(me >> of.teamBits), index(ownIndex()) {}

    // The bits of the index that are not register bits.
    DEVICE U32 ownIndex() const {
        return static_cast<U32>(
                spread(thread & ((1 << circuit.teamBits) - 1), circuit.a.rounds[number].registers, R));
    }

    DEVICE void act(const CircuitOp& op) {
        applyRegisters<E, HELD, typename CircuitBits<E>::Needed>(v, op.op, index, formed(circuit, op, number, sample),
                circuit.a.sources);
    }

    // Amplitudes of the state for derivatives, and of the co-state.
    DEVICE const E (&state() const)[1 << R] {
        return *reinterpret_cast<const E(*)[1 << R]>(isPair ? v : before);
    }

    DEVICE const E (&co() const)[1 << R] {
        return *reinterpret_cast<const E(*)[1 << R]>(isPair ? v + (1 << R) : v);
    }

    // Complex outputs are quadratic in the state: twice the real part.
    DEVICE void derive(const CircuitOp& op) {
        if constexpr (BACK) {
            const double sum = (Traits<E>::isComplex ? 2 : 1) * derivative<E, R, typename CircuitBits<E>::Needed>(state(),
                    co(), op.op, index, formed(circuit, op, number, sample));
            if (circuit.teamBits == 0) {
                circuit.a.gradients[op.row * circuit.a.count + circuit.first + sample] = sum;
            } else {
                circuit.sums[circuit.sumPlace(static_cast<int>(op.sum), thread)] = sum;
            }
        }
    }

    DEVICE void tape(const CircuitOp& op) {
        if constexpr (!Traits<E>::isComplex) {
            const I64 all = (((circuit.a.count - 1) >> circuit.sampleBits) + 1) << circuit.sampleBits;
            UNROLL
            for (int j = 0; j < 1 << R; j++) {
                E& kept = circuit.a.tape[((((op.tape << R) + j) * all + circuit.first) << circuit.teamBits) + thread];
                if constexpr (BACK) {
                    before[j] = kept;
                } else {
                    kept = v[j];
                }
            }
        }
    }

    // Calls body(j, amplitude) with the place of each amplitude in shared memory. Register bit R, where there is one, chooses
    // the co-state.
    template <typename Body>
    DEVICE void places(Body body) {
        const I64 registers = circuit.a.rounds[number].registers;
        const int base = circuit.at(sample, ownIndex());
        int moves[R];
        UNROLL
        for (int r = 0; r < R; r++) {
            moves[r] = Circuit<E>::place(1 << position(registers, r));
        }
        UNROLL
        for (int j = 0; j < 1 << HELD; j++) {
            int at = base;
            UNROLL
            for (int r = 0; r < R; r++) {
                at ^= (j >> r & 1) != 0 ? moves[r] : 0;
            }
            body(j, (BACK && !isPair) || (j >> R) != 0 ? circuit.coStates[at] : circuit.states[at]);
        }
    }

    DEVICE void run() {
        places([&](int j, const E& from) { v[j] = from; });
        const int end = static_cast<int>(circuit.a.rounds[number].endOp);
        for (int i = static_cast<int>(circuit.a.rounds[number].firstOp); i < end; i++) {
            const CircuitOp& op = circuit.a.ops[i];
            if (op.task == ACT) {
                act(op);
            } else if (op.task == DERIVE) {
                derive(op);
            } else {
                tape(op);
            }
        }
        // The places are found once more, as they would take registers all the while.
        FORGET;
        places([&](int j, E& to) { to = v[j]; });
    }
};

// Adds up the numbers of each team for some sums: to out[row * count + sample], rows as listed, or one after the other.
template <typename E>
DEVICE void addUp(const Block& block, const Circuit<E>& circuit, int count, double* out, const I64* rows) {
    if (circuit.teamBits == 0 || count == 0) {
        return;
    }
    block.each([&](int thread) {
        for (int i = thread; i < count << circuit.sampleBits; i += block.threads) {
            const int sample = i & ((1 << circuit.sampleBits) - 1);
            const int row = i >> circuit.sampleBits;
            if (sample < circuit.samples) {
                const double* from = circuit.sums + circuit.sumPlace(row, sample << circuit.teamBits);
                double sum = 0;
                for (int t = 0; t < 1 << circuit.teamBits; t++) {
                    sum += from[t];
                }
                out[(rows == nullptr ? row : rows[row]) * circuit.a.count + circuit.first + sample] = sum;
            }
        }
    });
}

// The angles of a round are computed in the one before it.
template <typename E, bool BACK>
DEVICE void runRounds(const Block& block, const Circuit<E>& circuit, I64 from, I64 to) {
    for (int r = static_cast<int>(from); r < static_cast<int>(to); r++) {
        block.each([&](int thread) {
            circuit.prepare(r + 1, thread, block.threads);
            if ((thread >> circuit.teamBits) < circuit.samples) {
                InRegisters<E, BACK> held(circuit, r, thread);
                held.run();
            }
        });
        if (BACK) {
            const CircuitRound& round = circuit.a.rounds[r];
            addUp(block, circuit, static_cast<int>(round.endSum - round.firstSum), circuit.a.gradients,
                    circuit.a.rows + round.firstSum);
        }
    }
}

template <typename E>
DEVICE void start(const Block& block, const Circuit<E>& circuit) {
    const CircuitArguments<E>& a = circuit.a;
    block.each([&](int thread) {
        circuit.prepare(0, thread, block.threads);
        for (int i = thread; i < circuit.samples << a.bits; i += block.threads) {
            // Neighboring threads take neighboring samples, as these lie together.
            const int sample = i % circuit.samples;
            const I64 index = i / circuit.samples;
            const I64 from = index * a.count + circuit.first + sample;
            const bool isGiven = a.startReal != nullptr && (index >> a.stateBits) == 0;
            circuit.states[circuit.at(sample, index)] = isGiven
                    ? element<E>(a.startReal[from], a.startImaginary == nullptr ? 0 : a.startImaginary[from])
                    : element<E>(a.startReal == nullptr && index == 0 ? 1 : 0, 0);
        }
    });
}

// The state of a sample in shared memory, by index.
template <typename E>
struct StateOf {
    const Circuit<E>& circuit;
    int sample;

    DEVICE const E& operator[](I64 index) const {
        return circuit.states[circuit.at(sample, index)];
    }
};

// A thread's part of an output of complex states: amplitude j of thread t has index t << R | j.
template <typename R>
DEVICE double partOf(const Circuit<Complex<R> >& circuit, const R (&squares)[1 << Circuit<Complex<R> >::R], I64 k,
        const StateOf<Complex<R> >& vector, I64 index) {
    const Outputs& outputs = circuit.a.outputs;
    double sum = 0;
    for (I64 t = outputs.starts[k]; t < outputs.starts[k + 1]; t++) {
        const Term& term = outputs.terms[t];
        R part = 0;
        if (term.flip == 0) {
            UNROLL
            for (int j = 0; j < 1 << Circuit<Complex<R> >::R; j++) {
                part += parity(j & term.sign) != 0 ? -squares[j] : squares[j];
            }
            part = parity(index & term.sign) != 0 ? -part : part;
        } else {
            for (int j = 0; j < 1 << Circuit<Complex<R> >::R; j++) {
                part = dot(vector[index | j], turned(term, index | j, vector), part);
            }
        }
        sum += term.coefficient * part;
    }
    return sum;
}

template <typename R>
DEVICE void read(const Block& block, const Circuit<Complex<R> >& circuit) {
    typedef Circuit<Complex<R> > C;
    const CircuitArguments<Complex<R> >& a = circuit.a;
    const I64 atOnce = circuit.teamBits == 0 ? a.outputs.count : a.sumRoom;
    for (I64 from = 0; from < a.outputs.count; from += atOnce) {
        const I64 to = a.outputs.count - from < atOnce ? a.outputs.count : from + atOnce;
        block.each([&](int thread) {
            const int sample = thread >> circuit.teamBits;
            if (sample >= circuit.samples) {
                return;
            }
            const I64 index = static_cast<I64>(thread & ((1 << circuit.teamBits) - 1)) << C::R;
            const StateOf<Complex<R> > vector = {circuit, sample};
            R squares[1 << C::R];
            UNROLL
            for (int j = 0; j < 1 << C::R; j++) {
                const Complex<R> v = vector[index | j];
                squares[j] = dot(v, v, static_cast<R>(0));
            }
            for (I64 k = from; k < to; k++) {
                const double part = partOf(circuit, squares, k, vector, index);
                if (circuit.teamBits == 0) {
                    a.values[k * a.count + circuit.first + sample] = part;
                } else {
                    circuit.sums[circuit.sumPlace(static_cast<int>(k - from), thread)] = part;
                }
            }
        });
        addUp(block, circuit, static_cast<int>(to - from), a.values + from * a.count, nullptr);
    }
}

// Outputs of real vectors: sums of single entries, a thread for each output of each sample.
template <typename R>
DEVICE void read(const Block& block, const Circuit<R>& circuit) {
    const CircuitArguments<R>& a = circuit.a;
    block.each([&](int thread) {
        for (I64 i = thread; i < a.outputs.count << circuit.sampleBits; i += block.threads) {
            const I64 k = i >> circuit.sampleBits;
            const int sample = static_cast<int>(i) & ((1 << circuit.sampleBits) - 1);
            if (sample < circuit.samples) {
                double sum = 0;
                for (I64 t = a.outputs.starts[k]; t < a.outputs.starts[k + 1]; t++) {
                    const Term& term = a.outputs.terms[t];
                    sum += term.coefficient * circuit.states[circuit.at(sample, term.flip)];
                }
                a.values[k * a.count + circuit.first + sample] = sum;
            }
        }
    });
}

// The co-state of the weighted sum of the outputs: of complex states its terms times the state.
template <typename R>
DEVICE void turnRound(const Block& block, const Circuit<Complex<R> >& circuit) {
    const CircuitArguments<Complex<R> >& a = circuit.a;
    block.each([&](int thread) {
        for (int i = thread; i < circuit.samples << a.bits; i += block.threads) {
            const int sample = i >> a.bits;
            const I64 j = i & ((1 << a.bits) - 1);
            const StateOf<Complex<R> > vector = {circuit, sample};
            Complex<R> sum = element<Complex<R> >(0, 0);
            for (I64 k = 0; k < a.outputs.count; k++) {
                const double weight = a.cotangent[k * a.count + circuit.first + sample];
                for (I64 t = a.outputs.starts[k]; t < a.outputs.starts[k + 1]; t++) {
                    const Term& term = a.outputs.terms[t];
                    sum = times(static_cast<R>(weight * term.coefficient), turned(term, j, vector), sum);
                }
            }
            circuit.coStates[circuit.at(sample, j)] = sum;
        }
    });
}

// Of real vectors: the weights themselves.
template <typename R>
DEVICE void turnRound(const Block& block, const Circuit<R>& circuit) {
    const CircuitArguments<R>& a = circuit.a;
    block.each([&](int thread) {
        for (int i = thread; i < circuit.samples << a.bits; i += block.threads) {
            circuit.coStates[Circuit<R>::place(i)] = 0;
        }
    });
    block.each([&](int thread) {
        for (I64 i = thread; i < a.weights.count << circuit.sampleBits; i += block.threads) {
            const I64 j = i >> circuit.sampleBits;
            const int sample = static_cast<int>(i) & ((1 << circuit.sampleBits) - 1);
            if (sample < circuit.samples) {
                double sum = 0;
                for (I64 w = a.weights.starts[j]; w < a.weights.starts[j + 1]; w++) {
                    const Term& weight = a.weights.weights[w];
                    sum += a.cotangent[weight.flip * a.count + circuit.first + sample] * weight.coefficient;
                }
                circuit.coStates[circuit.at(sample, a.weights.indices[j])] = static_cast<R>(sum);
            }
        }
    });
}

template <typename E>
DEVICE void circuitRead(const Block& block, const CircuitArguments<E>& a) {
    const Circuit<E> circuit(block, a, false);
    start(block, circuit);
    runRounds<E, false>(block, circuit, 0, a.there);
    read(block, circuit);
}

template <typename E>
DEVICE void circuitPull(const Block& block, const CircuitArguments<E>& a) {
    const Circuit<E> circuit(block, a, true);
    start(block, circuit);
    runRounds<E, false>(block, circuit, 0, a.there);
    if (a.values != nullptr) {
        read(block, circuit);
    }
    turnRound(block, circuit);
    runRounds<E, true>(block, circuit, a.there, a.roundCount);
    if (a.startGradient != nullptr) {
        block.each([&](int thread) {
            for (int i = thread; i < circuit.samples << a.stateBits; i += block.threads) {
                const int sample = i % circuit.samples;
                const I64 index = i / circuit.samples;
                a.startGradient[index * a.count + circuit.first + sample] =
                        (Traits<E>::isComplex ? 2 : 1) * re(circuit.coStates[circuit.at(sample, index)]);
            }
        });
    }
}

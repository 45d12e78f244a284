package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Angles;
import org.ketwright.kernels.LinearReadout;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.Plan;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.ReadoutError;

/**
 * A circuit as a plan of real steps on a density matrix in the Pauli basis. Measurements, resets and conditionals are
 * steps like all others: a classical bit that something depends on is one more bit of the index, so that the vector
 * holds the state of the qubits for each value of these bits, weighted with its probability. That makes the average
 * over all outcomes one linear map, for batches and gradients alike.
 *
 * @param qubits number of qubits n
 * @param clbits number of classical bits
 * @param plan the steps, from index 0
 * @param bare the steps, from a given vector
 * @param driven the angle of every slot
 * @param strengths what derivatives to strengths need, in the order of the strengths; an entry is null where the
 *        strength changes no step
 * @param kept index bit of each classical bit that is left at the end
 * @param finals the qubit of each classical bit that is measured at the end
 * @param measured all qubits measured at the end
 * @param misread what happens to classical bits after all measurements
 */
record TransferLowering(int qubits, int clbits, Plan plan, Plan bare, List<Angle> driven,
        List<@Nullable StrengthStep> strengths, Map<Integer, Integer> kept, SortedMap<Integer, Integer> finals,
        Set<Integer> measured, List<Operation.Misread> misread) {

    /** The most qubits whose vector has an index that a plan takes. */
    static final int MAX_QUBITS = 15;

    private static final Matrix DEPHASE = Matrix.real(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    private static final Matrix RESET = Matrix.real(2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    private static final Matrix FORGET = Matrix.real(1, 1, 1, 0, 0);

    /**
     * How a step depends on a strength.
     *
     * @param step index into the steps of the bare plan
     * @param channel the channel
     * @param strength which of its strengths
     * @param guard what the step depends on
     * @param classical whether the step acts on classical bits
     */
    record StrengthStep(int step, Channel channel, int strength, TransferSteps.@Nullable Guard guard,
            boolean classical) {

        Matrix derivative() {
            Matrix inner = classical && channel instanceof ReadoutError error
                    ? error.confusionDerivative(strength)
                    : channel.transferDerivative(strength);
            return guard == null ? inner : TransferSteps.guarded(inner, guard.on(), 0);
        }
    }

    /** For averages over all outcomes: only classical bits that something asks are kept, and not to the end. */
    static TransferLowering averaged(Circuit circuit) {
        return new Builder(circuit, false).build();
    }

    /** For the distribution of the classical bits: all that are measured before the end are kept. */
    static TransferLowering recorded(Circuit circuit) {
        return new Builder(circuit, true).build();
    }

    Angles angles(double[] parameters) {
        return Lowering.angles(driven, parameters);
    }

    /** Steps before those of the bare plan. */
    int prefix() {
        return plan.steps().size() - bare.steps().size();
    }

    /** What reads the mean values of observables; those measured at the end see no X and Y. */
    LinearReadout readout(List<Observable> observables) {
        return new LinearReadout(observables.stream().map(o -> o.afterMeasuring(measured).terms().stream()
                .map(t -> new LinearReadout.Entry(t.coefficient(), index(t.pauli()))).toList()).toList());
    }

    static long index(PauliString pauli) {
        return spread(pauli.x()) | spread(pauli.z()) << 1;
    }

    /** Bit q moved to bit 2q. */
    static long spread(long mask) {
        long out = 0;
        for (int q = 0; q <= MAX_QUBITS; q++) {
            out |= (mask >>> q & 1) << 2 * q;
        }
        return out;
    }

    private static final class Builder {
        private final Circuit circuit;
        private final boolean recorded;
        private final TransferSteps steps = new TransferSteps();
        private final TransferGates gates = new TransferGates(steps);
        private final List<@Nullable StrengthStep> strengths = new ArrayList<>();
        private final Map<Integer, Integer> bits = new HashMap<>();
        private final SortedMap<Integer, Integer> finals = new TreeMap<>();
        private final Set<Integer> measured = new HashSet<>();
        private final List<Operation.Misread> misread = new ArrayList<>();
        private TransferSteps.@Nullable Guard guard;
        private int flags;
        private int mostFlags;

        Builder(Circuit circuit, boolean recorded) {
            this.circuit = circuit;
            this.recorded = recorded;
            if (circuit.qubits() > MAX_QUBITS) {
                throw new IllegalArgumentException("a density matrix has at most " + MAX_QUBITS
                        + " qubits but the circuit has " + circuit.qubits() + "; simulate by "
                        + Method.TRAJECTORIES.label());
            }
        }

        TransferLowering build() {
            BitSet last = circuit.finalMeasurements();
            List<Operation> body = new ArrayList<>();
            for (int i = 0; i < circuit.operations().size(); i++) {
                if (!last.get(i)) {
                    body.add(circuit.operations().get(i));
                }
            }
            for (int clbit : tracked(body)) {
                bits.put(clbit, 2 * circuit.qubits() + bits.size());
            }
            for (int i = 0; i < circuit.operations().size(); i++) {
                Operation o = circuit.operations().get(i);
                if (!last.get(i)) {
                    add(o);
                } else if (o instanceof Operation.Measure m) {
                    finals.put(m.clbit(), m.qubit());
                    measured.add(m.qubit());
                } else if (o instanceof Operation.Misread m) {
                    misread.add(m);
                    m.error().strengths().forEach(s -> strengths.add(null));
                }
            }
            if (!recorded) {
                bits.values().forEach(b -> steps.fixed(FORGET, b));
            }
            int n = circuit.qubits();
            int all = 2 * n + bits.size() + mostFlags;
            return new TransferLowering(n, circuit.clbits(), steps.plan(all, true, n), steps.plan(all, false, n),
                    steps.driven(), Collections.unmodifiableList(strengths),
                    recorded ? Map.copyOf(bits) : Map.of(), finals, Set.copyOf(measured), List.copyOf(misread));
        }

        /** Classical bits that the index needs. */
        private Set<Integer> tracked(List<Operation> body) {
            Set<Integer> out = new TreeSet<>();
            List<Operation.Misread> errors = new ArrayList<>();
            collect(body, out, errors);
            boolean grown = true;
            while (grown) {
                grown = false;
                for (Operation.Misread m : errors) {
                    if (recorded || m.clbits().stream().anyMatch(out::contains)) {
                        grown |= out.addAll(m.clbits());
                    }
                }
            }
            return out;
        }

        private void collect(List<Operation> operations, Set<Integer> asked, List<Operation.Misread> errors) {
            for (Operation o : operations) {
                switch (o) {
                    case Operation.Conditional c -> {
                        asked.addAll(c.condition().clbits());
                        collect(c.then(), asked, errors);
                        collect(c.otherwise(), asked, errors);
                    }
                    case Operation.Misread m -> errors.add(m);
                    case Operation.Measure m -> {
                        if (recorded) {
                            asked.add(m.clbit());
                        }
                    }
                    case Operation.Apply a -> {}
                    case Operation.Unitary u -> {}
                    case Operation.Reset r -> {}
                    case Operation.Delay d -> {}
                    case Operation.Wall w -> {}
                    case Operation.Noise n -> {}
                }
            }
        }

        private void add(Operation operation) {
            switch (operation) {
                case Operation.Apply a -> gates.add(a);
                case Operation.Unitary u -> gates.add(u);
                case Operation.Delay d -> {}
                case Operation.Wall w -> {}
                case Operation.Noise n -> strengths(steps.channel(n.channel(), n.qubits()), n.channel(), false);
                case Operation.Misread m -> misread(m);
                case Operation.Reset r -> steps.fixed(RESET, 2 * r.qubit(), 2 * r.qubit() + 1);
                case Operation.Measure m -> measure(m);
                case Operation.Conditional c -> conditional(c);
            }
        }

        private void strengths(int step, Channel channel, boolean classical) {
            for (int s = 0; s < channel.strengths().size(); s++) {
                strengths.add(step < 0 ? null : new StrengthStep(step, channel, s, guard, classical));
            }
        }

        private void misread(Operation.Misread m) {
            if (!bits.keySet().containsAll(m.clbits())) {
                strengths(-1, m.error(), true);
                return;
            }
            steps.always(m.error().confusion(), m.clbits().stream().mapToInt(this::bit).toArray());
            strengths(steps.size() - 1, m.error(), true);
        }

        private int bit(int clbit) {
            Integer bit = bits.get(clbit);
            if (bit == null) {
                throw new IllegalStateException("classical bit " + clbit + " is not in the index");
            }
            return bit;
        }

        private void measure(Operation.Measure m) {
            int x = 2 * m.qubit();
            if (!bits.containsKey(m.clbit())) {
                steps.fixed(DEPHASE, x, x + 1);
                return;
            }
            // Row and column are x, z and the classical bit; outcome o takes (I ± Z) / 2 into I and ± Z.
            double[] e = new double[64];
            for (int outcome = 0; outcome < 2; outcome++) {
                double sign = outcome == 0 ? 1 : -1;
                for (int old = 0; old < 2; old++) {
                    int row = 8 * 4 * outcome + 4 * old;
                    e[row] = 0.5;
                    e[row + 2] = 0.5 * sign;
                    e[row + 16] = 0.5 * sign;
                    e[row + 18] = 0.5;
                }
            }
            steps.fixed(Matrix.real(3, e), x, x + 1, bit(m.clbit()));
        }

        private void conditional(Operation.Conditional c) {
            int flag = 2 * circuit.qubits() + bits.size() + flags++;
            mostFlags = Math.max(mostFlags, flags);
            ask(c.condition(), flag);
            branch(c.then(), flag, c.condition().equal());
            branch(c.otherwise(), flag, !c.condition().equal());
            TransferSteps.Guard outer = steps.under(null);
            steps.fixed(FORGET, flag);
            steps.under(outer);
            flags--;
        }

        /** Sets the flag, one bit of the condition after the other, to whether all bits have their values. */
        private void ask(Condition condition, int flag) {
            TransferSteps.Guard outer = steps.under(null);
            for (int i = 0; i < condition.clbits().size(); i++) {
                boolean wanted = (condition.value() >>> i & 1) != 0;
                int wantedValue = wanted ? 1 : 0;
                // Row and column are the classical bit and the flag.
                double[] e = new double[16];
                for (int bit = 0; bit < 2; bit++) {
                    for (int before = 0; before < 2; before++) {
                        int after = bit == wantedValue && (i == 0 || before == 1) ? 1 : 0;
                        e[(bit | after << 1) * 4 + (bit | before << 1)] = 1;
                    }
                }
                steps.fixed(Matrix.real(2, e), bit(condition.clbits().get(i)), flag);
            }
            if (condition.clbits().size() < 63 && condition.value() >>> condition.clbits().size() != 0) {
                // No reading of so few bits equals the number.
                steps.fixed(FORGET, flag);
            }
            steps.under(outer);
        }

        private void branch(List<Operation> operations, int flag, boolean on) {
            if (operations.isEmpty()) {
                return;
            }
            TransferSteps.Guard outer = guard;
            int combined = flag;
            boolean value = on;
            if (outer != null) {
                // Inside another branch both must hold.
                combined = 2 * circuit.qubits() + bits.size() + flags++;
                mostFlags = Math.max(mostFlags, flags);
                double[] e = new double[64];
                for (int column = 0; column < 8; column++) {
                    boolean inner = (column & 1) != 0 == on;
                    boolean outside = (column >> 1 & 1) != 0 == outer.on();
                    e[(column & 3 | (inner && outside ? 4 : 0)) * 8 + column] = 1;
                }
                steps.under(null);
                steps.fixed(Matrix.real(3, e), flag, outer.bit(), combined);
                value = true;
            }
            guard = new TransferSteps.Guard(combined, value);
            steps.under(guard);
            operations.forEach(this::add);
            guard = outer;
            if (outer != null) {
                steps.under(null);
                steps.fixed(FORGET, combined);
                flags--;
            }
            steps.under(outer);
        }
    }
}

package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.MatrixFamily;
import org.ketwright.kernels.Plan;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Paulis;

/**
 * Collects real steps on vectors in the Pauli basis: bit 2q of the index is set where qubit q has X or Y, bit 2q + 1
 * where it has Z or Y. Further bits hold the probabilities of classical bits; a step under a guard acts where such a
 * bit has a value.
 */
final class TransferSteps {
    private static final double NEGLIGIBLE = 1e-15;

    /**
     * A classical bit of the index and the value at which steps act.
     *
     * @param bit index bit
     * @param on whether they act where it is 1
     */
    record Guard(int bit, boolean on) {
    }

    /**
     * A step with what drives it.
     *
     * @param family the matrices
     * @param slot index of the driving angle, or -1
     * @param bits index bits
     */
    private record Step(MatrixFamily family, int slot, int[] bits) {
    }

    private final List<Step> steps = new ArrayList<>();
    private final List<Angle> driven = new ArrayList<>();
    private final Map<Channel, Matrix> transfers = new HashMap<>();
    private @Nullable Guard guard;

    /** Sets what the following steps depend on, and returns what it was. */
    @Nullable
    Guard under(@Nullable Guard next) {
        Guard before = guard;
        guard = next;
        return before;
    }

    int size() {
        return steps.size();
    }

    /** The angle that drives each slot. */
    List<Angle> driven() {
        return List.copyOf(driven);
    }

    Plan plan(int bits, boolean fromZero, int qubits) {
        Plan.Builder plan = Plan.on(bits);
        if (fromZero) {
            // |0><0| is (1 + Z) / 2: index 0 spreads to both.
            Matrix both = Matrix.real(1, 1, 0, 1, 0);
            IntStream.range(0, qubits).forEach(q -> plan.step(both, 2 * q + 1));
        }
        steps.forEach(s -> plan.step(s.family, s.slot, 0, 0, s.bits));
        return plan.build();
    }

    /** A matrix on index bits. */
    void fixed(Matrix matrix, int... bits) {
        if (!matrix.equals(Matrix.identity(matrix.bits()))) {
            add(MatrixFamily.fixed(matrix), -1, bits);
        }
    }

    /** A matrix on index bits, made even if it is the identity. */
    void always(Matrix matrix, int... bits) {
        add(MatrixFamily.fixed(matrix), -1, bits);
    }

    /** A channel; returns the step it became, which is made in any case. */
    int channel(Channel channel, List<Integer> qubits) {
        add(MatrixFamily.fixed(transfers.computeIfAbsent(channel, Channel::transfer)), -1, pairs(qubits));
        return steps.size() - 1;
    }

    /** A unitary matrix on a few qubits. */
    void unitary(Matrix unitary, List<Integer> qubits) {
        if (qubits.size() > Channel.MAX_QUBITS) {
            throw new IllegalArgumentException("a density matrix takes unitary matrices on at most "
                    + Channel.MAX_QUBITS + " qubits but one acts on " + qubits.size());
        }
        fixed(snapped(Paulis.transferOfUnitary(unitary)), pairs(qubits));
    }

    /** exp(-i angle P / 2) for the Pauli string of a label on some qubits. */
    void rotation(String label, List<Integer> qubits, Angle angle) {
        StringBuilder letters = new StringBuilder();
        List<Integer> on = new ArrayList<>();
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) != 'I') {
                letters.append(label.charAt(i));
                on.add(qubits.get(i));
            }
        }
        switch (on.size()) {
            case 0 -> {}
            case 1, 2 -> turn(letters.toString(), on, angle);
            default -> ladder(letters, on, angle);
        }
    }

    private void turn(String letters, List<Integer> on, Angle angle) {
        MatrixFamily family = Paulis.rotation(Paulis.index(letters), on.size());
        if (angle instanceof Angle.Fixed f) {
            fixed(family.at(f.radians()), pairs(on));
        } else {
            add(family, driven.size(), pairs(on));
            driven.add(angle);
        }
    }

    /** A longer string is turned into Z of its last qubit by Clifford gates, and back. */
    private void ladder(CharSequence letters, List<Integer> on, Angle angle) {
        int last = on.size() - 1;
        for (int i = 0; i <= last; i++) {
            toZ(letters.charAt(i), on.get(i), false);
        }
        for (int i = 0; i < last; i++) {
            unitary(Gate.CX.matrix(), on.subList(i, i + 2));
        }
        turn("Z", on.subList(last, last + 1), angle);
        for (int i = last - 1; i >= 0; i--) {
            unitary(Gate.CX.matrix(), on.subList(i, i + 2));
        }
        for (int i = 0; i <= last; i++) {
            toZ(letters.charAt(i), on.get(i), true);
        }
    }

    private void toZ(char letter, int qubit, boolean back) {
        Matrix turn = switch (letter) {
            case 'X' -> Matrices.H;
            case 'Y' -> Matrices.H.times(Matrices.SDG);
            default -> Matrices.I;
        };
        unitary(back ? turn.adjoint() : turn, List.of(qubit));
    }

    private void add(MatrixFamily family, int slot, int... bits) {
        Guard g = guard;
        if (g == null) {
            steps.add(new Step(family, slot, bits));
            return;
        }
        MatrixFamily guarded = new MatrixFamily(guarded(family.constant(), g.on, 1),
                guarded(family.cosine(), g.on, 0), guarded(family.sine(), g.on, 0), family.frequency());
        if (slot < 0) {
            guarded = MatrixFamily.fixed(guarded(family.at(0), g.on, 1));
        }
        int[] all = Arrays.copyOf(bits, bits.length + 1);
        all[bits.length] = g.bit;
        steps.add(new Step(guarded, slot, all));
    }

    /** The matrix where a further, highest bit has a value, and {@code elsewhere} times the identity where not. */
    static Matrix guarded(Matrix matrix, boolean on, double elsewhere) {
        int d = matrix.dimension();
        double[] e = new double[4 * d * d];
        int base = on ? d : 0;
        for (int r = 0; r < d; r++) {
            e[(d - base + r) * 2 * d + d - base + r] = elsewhere;
            for (int c = 0; c < d; c++) {
                e[(base + r) * 2 * d + base + c] = matrix.re(r, c);
            }
        }
        return Matrix.real(matrix.bits() + 1, e);
    }

    private static int[] pairs(List<Integer> qubits) {
        return qubits.stream().flatMapToInt(q -> IntStream.of(2 * q, 2 * q + 1)).toArray();
    }

    /** Entries within rounding of a whole number made so: what is a signed permutation shall look like one. */
    private static Matrix snapped(Matrix matrix) {
        double[] e = matrix.toArray();
        for (int i = 0; i < e.length; i++) {
            double whole = Math.rint(e[i]);
            e[i] = Math.abs(e[i] - whole) < NEGLIGIBLE ? whole + 0.0 : e[i];
        }
        return Matrix.of(matrix.bits(), e);
    }
}

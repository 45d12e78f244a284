package org.ketwright.benchmarks.circuits;

import java.util.stream.IntStream;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Structure;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.channel.Paulis;

/**
 * What a circuit costs one gate at a time, the way a textbook writes it: the measure of work that does not depend on how
 * an engine does it. An engine that fuses gates, renames qubits or works in the cache beats it.
 */
public final class TextbookCost {
    /** Entries this close to 0 or 1 are meant to be. */
    private static final double ROUNDING = 1e-12;

    private TextbookCost() {
    }

    /**
     * Floating-point operations, each gate on its own.
     *
     * <p>
     * An amplitude of a dense gate on k qubits costs 8 * 2^k - 2 operations, an amplitude that a diagonal gate changes 6,
     * a permutation nothing; a gate with c controls touches one amplitude in 2^c.
     *
     * @param circuit gates only
     * @return operations for one run
     */
    public static double operations(Circuit circuit) {
        double amplitudes = Math.scalb(1.0, circuit.qubits());
        return circuit.operations().stream().mapToDouble(o -> amplitudes * perAmplitude(o)).sum();
    }

    /**
     * Bytes read and written when each gate sweeps over the whole state once, in place.
     *
     * @param circuit gates only
     * @param precision format of the amplitudes
     * @return bytes for one run
     */
    public static double bytes(Circuit circuit, Precision precision) {
        return circuit.operations().size() * sweepBytes(circuit.qubits(), precision);
    }

    /**
     * Bytes read and written by one sweep over a state, in place.
     *
     * @param qubits n
     * @param precision format of the amplitudes
     * @return twice the size of the state
     */
    public static double sweepBytes(int qubits, Precision precision) {
        return Math.scalb(2.0 * precision.bytes(), qubits);
    }

    /**
     * Floating-point operations on the 4^n real numbers of a density matrix in the Pauli basis, each gate and channel on
     * its own.
     *
     * <p>
     * A row with m entries that are not zero costs 2 m - 1 operations, or nothing if its only entry is 1 or -1.
     *
     * @param circuit gates and channels
     * @return operations for one run
     */
    public static double transferOperations(Circuit circuit) {
        double numbers = Math.scalb(1.0, 2 * circuit.qubits());
        return circuit.operations().stream().mapToDouble(o -> numbers * perNumber(transfer(o))).sum();
    }

    private static Matrix transfer(Operation operation) {
        return switch (operation) {
            case Operation.Apply apply when apply.controls().isEmpty() -> Paulis.transferOfUnitary(matrix(apply
                    .gate()));
            case Operation.Noise noise -> noise.channel().transfer();
            default -> throw new IllegalArgumentException(
                    "gates and channels have a textbook cost but was given " + operation);
        };
    }

    private static double perNumber(Matrix transfer) {
        int operations = 0;
        for (int row = 0; row < transfer.dimension(); row++) {
            int entries = 0;
            boolean unit = true;
            for (int column = 0; column < transfer.dimension(); column++) {
                double size = Math.abs(transfer.re(row, column));
                if (size > ROUNDING) {
                    entries++;
                    unit &= Math.abs(size - 1) < ROUNDING;
                }
            }
            operations += entries == 1 && unit ? 0 : 2 * entries - 1;
        }
        return (double) operations / transfer.dimension();
    }

    private static Matrix matrix(Gate gate) {
        // Any angles will do, as long as they hide no structure.
        return gate.matrix(IntStream.range(0, gate.parameters()).mapToDouble(i -> 0.3 + i).toArray());
    }

    private static double perAmplitude(Operation operation) {
        if (!(operation instanceof Operation.Apply apply)) {
            throw new IllegalArgumentException("only gates have a textbook cost but was given " + operation);
        }
        Gate gate = apply.gate();
        Matrix matrix = matrix(gate);
        return Math.scalb(perAmplitude(Structure.of(matrix), matrix), -apply.controls().size());
    }

    private static double perAmplitude(Structure structure, Matrix matrix) {
        return switch (structure) {
            case Structure.Identity i -> 0;
            case Structure.Permutation p -> 0;
            case Structure.Diagonal d -> diagonal(matrix);
            case Structure.Controlled c -> Math.scalb(perAmplitude(c.structure(), c.inner().constant()),
                    -Integer.bitCount(c.mask()));
            case Structure.Real r -> dense(matrix);
            case Structure.Dense d -> dense(matrix);
        };
    }

    private static double dense(Matrix matrix) {
        return 8.0 * matrix.dimension() - 2;
    }

    private static double diagonal(Matrix matrix) {
        int changed = 0;
        for (int i = 0; i < matrix.dimension(); i++) {
            changed += matrix.re(i, i) == 1 && matrix.im(i, i) == 0 ? 0 : 1;
        }
        return 6.0 * changed / matrix.dimension();
    }
}

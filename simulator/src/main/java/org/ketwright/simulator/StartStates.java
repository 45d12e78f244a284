package org.ketwright.simulator;

import org.jspecify.annotations.Nullable;

/**
 * The states from which the samples of a batch start, samples innermost. Arrays are not copied and must not change
 * during a run. They need not have norm 1: a run is linear in them.
 *
 * @param samples number of samples B
 * @param qubits number of qubits n
 * @param real real parts {@code [amplitude * B + sample]}, 2^n * B of them
 * @param imaginary imaginary parts, laid out alike, or null for zero
 */
public record StartStates(int samples, int qubits, double[] real, double @Nullable [] imaginary) {

    /**
     * Checks sizes.
     *
     * @param samples number of samples B
     * @param qubits number of qubits n
     * @param real real parts
     * @param imaginary imaginary parts, or null for zero
     */
    // Written out because a compact constructor loses the annotations of its parameters in the class file.
    public StartStates(int samples, int qubits, double[] real, double @Nullable [] imaginary) {
        if (samples < 1 || qubits < 1 || qubits > 30) {
            throw new IllegalArgumentException("start states are 1 or more, of 1 to 30 qubits, but were given "
                    + samples
                    + " of " + qubits);
        }
        long wanted = (long) samples << qubits;
        if (real.length != wanted || imaginary != null && imaginary.length != wanted) {
            throw new IllegalArgumentException(samples + " start states of " + qubits + " qubits need " + wanted
                    + " real parts, and as many imaginary parts or none, but were given " + real.length
                    + (imaginary == null ? "" : " and " + imaginary.length));
        }
        this.samples = samples;
        this.qubits = qubits;
        this.real = real;
        this.imaginary = imaginary;
    }
}

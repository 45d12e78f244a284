package org.ketwright.studies.command;

import org.ketwright.simulator.DensityMatrix;
import org.ketwright.simulator.numpy.NumpyArray;

/** Density matrices as arrays. */
final class Densities {

    private Densities() {
    }

    /** The state of the first qubits, all others averaged over: shape (2^n, 2^n), row-major. */
    static NumpyArray of(DensityMatrix state, int qubits) {
        double[] whole = state.toArray();
        int wide = 1 << state.qubits();
        int d = 1 << qubits;
        double[] kept = new double[2 * d * d];
        for (int row = 0; row < wide; row++) {
            for (int column = 0; column < d; column++) {
                int to = 2 * (row % d * d + column);
                int from = 2 * (row * wide + row / d * d + column);
                kept[to] += whole[from];
                kept[to + 1] += whole[from + 1];
            }
        }
        return NumpyArray.complex(kept, d, d);
    }
}

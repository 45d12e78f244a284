package org.ketwright.simulator.device;

import java.util.List;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.ReadoutError;

/** Readout errors of some of the qubits that are misread together. */
final class Marginals {

    private Marginals() {
    }

    /** The error of some bits where all others are 0 and what is read of them does not matter. */
    static ReadoutError of(ReadoutError error, List<Integer> kept) {
        int d = 1 << kept.size();
        double[] entries = new double[d * d];
        for (int in = 0; in < d; in++) {
            int whole = spread(in, kept);
            for (int read = 0; read < error.confusion().dimension(); read++) {
                entries[gather(read, kept) * d + in] += error.confusion().re(read, whole);
            }
        }
        return new ReadoutError(Matrix.real(kept.size(), entries));
    }

    private static int spread(int value, List<Integer> bits) {
        int out = 0;
        for (int i = 0; i < bits.size(); i++) {
            out |= (value >> i & 1) << bits.get(i);
        }
        return out;
    }

    private static int gather(int value, List<Integer> bits) {
        int out = 0;
        for (int i = 0; i < bits.size(); i++) {
            out |= (value >> bits.get(i) & 1) << i;
        }
        return out;
    }
}

package org.ketwright.kernels;

import java.util.Arrays;
import java.util.List;

/** A batch of the scalar backend: one {@link ScalarState} for each sample. */
final class ScalarAmplitudes implements Amplitudes {
    private final int bits;
    private final Precision precision;
    private final ScalarState[] states;

    ScalarAmplitudes(int bits, int batch, Precision precision) {
        this.bits = bits;
        this.precision = precision;
        this.states = new ScalarState[batch];
        Arrays.setAll(states, sample -> new ScalarState(bits, precision));
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public int batch() {
        return states.length;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public void reset() {
        for (ScalarState state : states) {
            state.reset();
        }
    }

    @Override
    public void assign(Amplitudes source) {
        Checks.same(this, source);
        for (int sample = 0; sample < states.length; sample++) {
            states[sample].assign(((ScalarAmplitudes) source).states[sample]);
        }
    }

    @Override
    public void write(int sample, long from, double[] interleaved) {
        Checks.range(this, sample, from, interleaved);
        for (int i = 0; i < interleaved.length; i += 2) {
            states[sample].set((int) from + i / 2, interleaved[i], interleaved[i + 1]);
        }
    }

    @Override
    public void read(int sample, long from, double[] interleaved) {
        Checks.range(this, sample, from, interleaved);
        for (int i = 0; i < interleaved.length; i += 2) {
            interleaved[i] = states[sample].re((int) from + i / 2);
            interleaved[i + 1] = states[sample].im((int) from + i / 2);
        }
    }

    @Override
    public void apply(Plan plan, Angles angles, Samples samples) {
        Checks.apply(this, plan, angles, samples);
        for (int sample = 0; sample < states.length; sample++) {
            ScalarBackend.forward(states[sample], plan, angles, samples, sample);
        }
    }

    @Override
    public double[] overlap(Amplitudes bra, Matrix matrix, int... on) {
        Checks.overlap(this, bra, matrix, on);
        List<Integer> list = Arrays.stream(on).boxed().toList();
        double[] out = new double[2 * states.length];
        for (int sample = 0; sample < states.length; sample++) {
            ScalarState moved = states[sample].copy();
            moved.apply(matrix, list, 0, 0, 1);
            System.arraycopy(moved.dot(((ScalarAmplitudes) bra).states[sample]), 0, out, 2 * sample, 2);
        }
        return out;
    }

    @Override
    public double[] probabilities(int... on) {
        double[] out = new double[Checks.outcomes(this, on)];
        List<Integer> list = Arrays.stream(on).boxed().toList();
        for (int sample = 0; sample < states.length; sample++) {
            for (int i = 0; i < 1 << bits; i++) {
                double re = states[sample].re(i);
                double im = states[sample].im(i);
                out[ScalarState.pick(i, list) * states.length + sample] += re * re + im * im;
            }
        }
        return out;
    }

    @Override
    public double[] expectations(Readout readout) {
        Checks.readout(bits, readout);
        double[] out = new double[readout.size() * states.length];
        for (int k = 0; k < readout.size(); k++) {
            for (int sample = 0; sample < states.length; sample++) {
                out[k * states.length + sample] = states[sample].expectation(readout.outputs().get(k));
            }
        }
        return out;
    }

    @Override
    public void close() {
        // The memory is the Java heap's.
    }
}

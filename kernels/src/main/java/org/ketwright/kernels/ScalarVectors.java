package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Real vectors of the scalar backend, one {@link ScalarVector} for each sample, and what it does with batches. */
final class ScalarVectors implements RealVectors {
    private final int bits;
    private final Precision precision;
    private final ScalarVector[] vectors;

    ScalarVectors(int bits, int batch, Precision precision) {
        this.bits = bits;
        this.precision = precision;
        this.vectors = new ScalarVector[batch];
        Arrays.setAll(vectors, sample -> new ScalarVector(bits, precision));
    }

    // --- whole batches

    /** Takes every sample through the plan and reads it. */
    static void linear(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] out) {
        for (int sample = 0; sample < samples.count(); sample++) {
            ScalarVector vector = ScalarVector.start(plan.bits(), precision, samples, sample);
            for (Plan.Step step : plan.steps()) {
                vector = next(vector, step, angles, samples, sample);
            }
            read(vector, readout, samples, sample, out);
        }
    }

    private static ScalarVector next(ScalarVector vector, Plan.Step step, Angles angles, Samples samples, int sample) {
        ScalarVector next = new ScalarVector(vector.bits(), vector.precision());
        next.product(ScalarBackend.matrix(step, angles, samples, sample), step.bits(), vector);
        return next;
    }

    private static void read(ScalarVector vector, LinearReadout readout, Samples samples, int sample, double[] out) {
        for (int k = 0; k < readout.size(); k++) {
            out[k * samples.count() + sample] = vector.read(readout.outputs().get(k));
        }
    }

    /** Keeps the vector before each step, and takes the cotangent back by transposes. */
    static void pullback(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
            double[] cotangent, LinearSink sink) {
        Arrays.fill(sink.angles(), 0);
        int count = samples.count();
        for (int sample = 0; sample < count; sample++) {
            List<ScalarVector> vectors = new ArrayList<>();
            vectors.add(ScalarVector.start(plan.bits(), precision, samples, sample));
            for (Plan.Step step : plan.steps()) {
                vectors.add(next(vectors.getLast(), step, angles, samples, sample));
            }
            double[] values = sink.values();
            if (values != null) {
                read(vectors.getLast(), readout, samples, sample, values);
            }
            ScalarVector back = new ScalarVector(plan.bits(), precision);
            back.clear();
            for (int k = 0; k < readout.size(); k++) {
                for (LinearReadout.Entry entry : readout.outputs().get(k)) {
                    int index = (int) entry.index();
                    back.set(index, back.get(index) + cotangent[k * count + sample] * entry.coefficient());
                }
            }
            for (int i = plan.steps().size() - 1; i >= 0; i--) {
                Plan.Step step = plan.steps().get(i);
                differentiate(i, step, vectors.get(i), back, angles, samples, sample, sink);
                ScalarVector before = new ScalarVector(plan.bits(), precision);
                before.product(ScalarBackend.matrix(step, angles, samples, sample).transpose(), step.bits(), back);
                back = before;
            }
            double[] start = sink.start();
            for (int i = 0; start != null && i < 1 << plan.bits(); i++) {
                start[i * count + sample] = back.get(i);
            }
        }
    }

    /** Adds what one step contributes: {@code <back| derivative |vector>}. */
    private static void differentiate(int index, Plan.Step step, ScalarVector vector, ScalarVector back, Angles angles,
            Samples samples, int sample, LinearSink sink) {
        for (int j = 0; j < sink.slots().length; j++) {
            if (sink.slots()[j] == step.slot()) {
                Matrix slope = step.family().derivativeAt(angles.at(step.slot(), samples, sample));
                sink.angles()[j * samples.count() + sample] += slope(slope, step, vector, back);
            }
        }
        for (int j = 0; j < sink.probes().size(); j++) {
            if (sink.probes().get(j).step() == index) {
                sink.probed()[j * samples.count() + sample] = slope(sink.probes().get(j).derivative(), step, vector,
                        back);
            }
        }
    }

    private static double slope(Matrix derivative, Plan.Step step, ScalarVector vector, ScalarVector back) {
        ScalarVector moved = new ScalarVector(vector.bits(), Precision.DOUBLE);
        moved.product(derivative, step.bits(), vector);
        return moved.dot(back);
    }

    // --- vectors that stay

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public int batch() {
        return vectors.length;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public void reset() {
        for (ScalarVector vector : vectors) {
            vector.clear();
            vector.set(0, 1);
        }
    }

    @Override
    public void assign(RealVectors source) {
        LinearChecks.same(this, source);
        for (int sample = 0; sample < vectors.length; sample++) {
            vectors[sample].assign(((ScalarVectors) source).vectors[sample]);
        }
    }

    @Override
    public void write(int sample, long from, double[] values) {
        LinearChecks.range(this, sample, from, values);
        for (int i = 0; i < values.length; i++) {
            vectors[sample].set((int) from + i, values[i]);
        }
    }

    @Override
    public void read(int sample, long from, double[] values) {
        LinearChecks.range(this, sample, from, values);
        Arrays.setAll(values, i -> vectors[sample].get((int) from + i));
    }

    @Override
    public double[] read(int sample, long[] indices) {
        LinearChecks.indices(this, sample, indices);
        return Arrays.stream(indices).mapToDouble(i -> vectors[sample].get((int) i)).toArray();
    }

    @Override
    public void apply(Plan plan, Angles angles, Samples samples) {
        LinearChecks.apply(this, plan, angles, samples);
        for (int sample = 0; sample < vectors.length; sample++) {
            for (Plan.Step step : plan.steps()) {
                vectors[sample] = next(vectors[sample], step, angles, samples, sample);
            }
        }
    }

    @Override
    public double[] expectations(LinearReadout readout) {
        LinearChecks.readout(bits, readout);
        double[] out = new double[readout.size() * vectors.length];
        for (int sample = 0; sample < vectors.length; sample++) {
            read(vectors[sample], readout, Samples.plain(vectors.length), sample, out);
        }
        return out;
    }

    @Override
    public void close() {
        // The memory is the Java heap's.
    }
}

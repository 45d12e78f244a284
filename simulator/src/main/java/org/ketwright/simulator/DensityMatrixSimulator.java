package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Angles;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.InsufficientMemoryException;
import org.ketwright.kernels.LinearReadout;
import org.ketwright.kernels.LinearSink;
import org.ketwright.kernels.Plan;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Probe;
import org.ketwright.kernels.RealVectors;
import org.ketwright.kernels.Samples;

/**
 * Simulates mixed states exactly, noise, measurements, resets and conditionals included: what it computes are averages
 * over all that can happen. A density matrix is a vector of 4^n real numbers in the Pauli basis, a gate or channel a
 * real matrix on it, so that gradients through noise are exact too, without sampling: to parameters, features, start
 * amplitudes and to the strengths of the noise.
 */
public final class DensityMatrixSimulator extends ExactSimulator {

    /** Coefficients of observables carried back that are below this part of the largest are rounding errors. */
    private static final double NEGLIGIBLE = 1e-17;

    private static final PerCircuit<TransferLowering> AVERAGED = new PerCircuit<>(TransferLowering::averaged);

    private DensityMatrixSimulator(Backend backend, Precision precision, int chunk) {
        super(Method.DENSITY_MATRIX, backend, precision, chunk);
    }

    /**
     * A simulator in double precision.
     *
     * @param backend where it runs
     * @return the simulator
     */
    public static DensityMatrixSimulator on(Backend backend) {
        return new DensityMatrixSimulator(backend, Precision.DOUBLE, CHUNK);
    }

    /**
     * The same simulator in another precision.
     *
     * @param other format of the numbers
     * @return the simulator
     */
    public DensityMatrixSimulator withPrecision(Precision other) {
        return new DensityMatrixSimulator(backend(), other, chunk());
    }

    DensityMatrixSimulator withChunk(int numbers) {
        return new DensityMatrixSimulator(backend(), precision(), numbers);
    }

    @Override
    public double[] expectations(Circuit circuit, double[] parameters, Features features,
            @Nullable StartStates start, List<Observable> observables) {
        require(circuit, parameters, features, start, observables);
        TransferLowering lowering = AVERAGED.of(circuit);
        return read(lowering, parameters, features, start, lowering.readout(observables));
    }

    private double[] read(TransferLowering lowering, double[] parameters, Features features,
            @Nullable StartStates start, LinearReadout readout) {
        Angles angles = lowering.angles(parameters);
        int batch = features.samples();
        double[] out = new double[Math.multiplyExact(readout.size(), batch)];
        if (start == null) {
            fitting(lowering, () -> {
                backend().linear(lowering.plan(), angles, Columns.all(batch).samples(features, null), readout,
                        precision(), out);
                return out;
            });
            return out;
        }
        inParts(batch, 1L << lowering.bare().bits(), part -> {
            double[] values = new double[readout.size() * part.count()];
            backend().linear(lowering.bare(), angles, samples(lowering, part, features, start), readout, precision(),
                    values);
            part.put(values, out);
        });
        return out;
    }

    @Override
    public double[] probabilities(Circuit circuit, double[] parameters, Features features, int... qubits) {
        int[] kept = qubits.length == 0 ? IntStream.range(0, circuit.qubits()).toArray() : qubits;
        Requirements.qubits(circuit.qubits(), kept);
        Requirements.outcomes(kept.length, features);
        Requirements.inputs(circuit, parameters, features);
        TransferLowering lowering = AVERAGED.of(circuit);
        LinearReadout readout = LinearReadout
                .at(IntStream.range(0, 1 << kept.length).mapToLong(i -> ZReading.index(i, kept)).toArray());
        double[] means = read(lowering, parameters, features, null, readout);
        int batch = features.samples();
        double[] one = new double[1 << kept.length];
        for (int s = 0; s < batch; s++) {
            for (int i = 0; i < one.length; i++) {
                one[i] = means[i * batch + s];
            }
            ZReading.toProbabilities(one);
            for (int i = 0; i < one.length; i++) {
                means[i * batch + s] = one[i];
            }
        }
        return means;
    }

    @Override
    public Counts sample(Circuit circuit, double[] parameters, Features features, int shots, long seed) {
        Requirements.shots(shots);
        Map<String, Double> exact = distribution(circuit, parameters, features).probabilities();
        return new Counts(Draws.counts(exact, shots, seed), shots, provenance().drawnFrom(seed));
    }

    @Override
    public Distribution distribution(Circuit circuit, double[] parameters, Features features) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.measured(circuit, features);
        TransferLowering lowering = TransferLowering.recorded(circuit);
        ClassicalRecord bits = new ClassicalRecord(lowering);
        Plan plan = lowering.plan();
        double[] means = fitting(lowering, () -> {
            try (RealVectors vector = backend().allocateReal(plan.bits(), 1, precision())) {
                vector.apply(plan, lowering.angles(parameters), Columns.all(1).samples(features, null));
                return vector.read(0, bits.indices());
            }
        });
        return new Distribution(bits.probabilities(means), provenance());
    }

    /**
     * The final states, averaged over all that can happen.
     *
     * @param circuit the circuit, of at most {@value DensityMatrix#MAX_QUBITS} qubits
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @return one state for each sample
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     * @throws InsufficientMemoryException if a state does not fit
     */
    public List<DensityMatrix> densities(Circuit circuit, double[] parameters, Features features) {
        Requirements.inputs(circuit, parameters, features);
        if (circuit.qubits() > DensityMatrix.MAX_QUBITS) {
            throw new IllegalArgumentException("density matrices of up to " + DensityMatrix.MAX_QUBITS
                    + " qubits are given out but the circuit has " + circuit.qubits());
        }
        TransferLowering lowering = AVERAGED.of(circuit);
        Angles angles = lowering.angles(parameters);
        List<DensityMatrix> out = new ArrayList<>();
        inParts(features.samples(), 1L << lowering.plan().bits(), part -> fitting(lowering, () -> {
            try (RealVectors vectors = backend().allocateReal(lowering.plan().bits(), part.count(), precision())) {
                vectors.apply(lowering.plan(), angles, part.samples(features, null));
                for (int s = 0; s < part.count(); s++) {
                    double[] pauli = new double[1 << 2 * circuit.qubits()];
                    vectors.read(s, 0, pauli);
                    out.add(DensityMatrix.wrap(circuit.qubits(), afterMeasuring(lowering, pauli)));
                }
                return out;
            }
        }));
        return out;
    }

    /** Measuring leaves no X and Y on a qubit. */
    private static double[] afterMeasuring(TransferLowering lowering, double[] pauli) {
        long gone = TransferLowering.spread(lowering.measured().stream().mapToLong(q -> 1L << q).sum());
        if (gone != 0) {
            for (int i = 0; i < pauli.length; i++) {
                pauli[i] = (i & gone) != 0 ? 0 : pauli[i];
            }
        }
        return pauli;
    }

    @Override
    public Pullback pullback(Circuit circuit, double[] parameters, Features features, @Nullable StartStates start,
            List<Observable> observables, double[] cotangent, Set<Wrt> wanted) {
        require(circuit, parameters, features, start, observables);
        int batch = features.samples();
        int outputs = observables.size();
        Requirements.cotangent(outputs, batch, cotangent);
        Requirements.startGradient(wanted, start);
        TransferLowering lowering = AVERAGED.of(circuit);
        GradientSum sum = new GradientSum(lowering.driven(), parameters, features, wanted);
        StrengthSum strengths = new StrengthSum(lowering, start == null ? lowering.prefix() : 0,
                wanted.contains(Wrt.STRENGTHS));
        Plan plan = start == null ? lowering.plan() : lowering.bare();
        Angles angles = lowering.angles(parameters);
        LinearReadout readout = lowering.readout(observables);
        double[] values = new double[outputs * batch];
        boolean toStart = wanted.contains(Wrt.START);
        double[] startGradient = new double[toStart && start != null ? start.real().length : 0];

        int rows = start == null ? 0 : 1 << Math.min(30, plan.bits());
        inParts(batch, (long) sum.slots().length + strengths.probes().size() + rows, part -> {
            double[] chunkValues = new double[outputs * part.count()];
            double[] chunkStart = toStart ? new double[rows * part.count()] : null;
            LinearSink sink = new LinearSink(sum.slots(), new double[sum.slots().length * part.count()],
                    strengths.probes(), new double[strengths.probes().size() * part.count()], chunkValues, chunkStart);
            fitting(lowering, () -> {
                backend().linearPullback(plan, angles, samples(lowering, part, features, start), readout, precision(),
                        part.of(cotangent), sink);
                return sink;
            });
            sum.add(part.from(), part.count(), sink.angles());
            strengths.add(part.count(), sink.probed());
            part.put(chunkValues, values);
            if (chunkStart != null && start != null) {
                part.put(PureStarts.gradient(start, part, chunkStart), startGradient);
            }
        });
        return new Pullback(values, sum.byParameter(), sum.byFeature(), startGradient, strengths.gradient(),
                provenance());
    }

    /**
     * Observables carried back through a circuit that no feature drives (the Heisenberg picture): measuring the result
     * before the circuit gives the same mean as measuring the observable after it, whatever the state. What noise
     * follows is paid for once, not for each sample.
     *
     * @param circuit the circuit, noisy or not
     * @param parameters values of the parameters
     * @param observables what is measured after it
     * @return for each what is measured before it, with up to 4^n terms
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or the circuit uses features
     * @throws InsufficientMemoryException if a vector does not fit
     */
    public List<Observable> carriedBack(Circuit circuit, double[] parameters, List<Observable> observables) {
        if (circuit.features() > 0) {
            throw new IllegalArgumentException("observables are carried back through a circuit without features but it"
                    + " uses " + circuit.features());
        }
        Requirements.inputs(circuit, parameters, Features.none());
        Requirements.observables(circuit, observables);
        TransferLowering lowering = AVERAGED.of(circuit);
        Plan back = lowering.bare().transposed();
        LinearReadout readout = lowering.readout(observables);
        return fitting(lowering, () -> {
            List<Observable> out = new ArrayList<>();
            try (RealVectors vector = backend().allocateReal(back.bits(), 1, precision())) {
                for (List<LinearReadout.Entry> entries : readout.outputs()) {
                    double[] zero = {0};
                    vector.reset();
                    vector.write(0, 0, zero);
                    Map<Long, Double> weights = new HashMap<>();
                    entries.forEach(e -> weights.merge(e.index(), e.coefficient(), Double::sum));
                    weights.forEach((index, weight) -> vector.write(0, index, new double[] {weight}));
                    vector.apply(back, lowering.angles(parameters), Samples.plain(1));
                    double[] pauli = new double[1 << 2 * circuit.qubits()];
                    vector.read(0, 0, pauli);
                    out.add(observable(pauli));
                }
            }
            return out;
        });
    }

    private static Observable observable(double[] pauli) {
        double largest = 0;
        for (double v : pauli) {
            largest = Math.max(largest, Math.abs(v));
        }
        List<Observable.Term> terms = new ArrayList<>();
        for (int i = 0; i < pauli.length; i++) {
            if (i == 0 || Math.abs(pauli[i]) > NEGLIGIBLE * largest) {
                terms.add(new Observable.Term(pauli[i], new PauliString(PauliBasis.even(i), PauliBasis.even(i >> 1))));
            }
        }
        return new Observable(terms);
    }

    private static Samples samples(TransferLowering lowering, Columns part, Features features,
            @Nullable StartStates start) {
        return start == null
                ? part.samples(features, null)
                : new Samples(part.count(), features.width(), part.of(features.values()),
                        PureStarts.vectors(start, part, lowering.bare().bits()), null);
    }

    /** Says of how many qubits a density matrix is that does not fit. */
    private static <T> T fitting(TransferLowering lowering, Supplier<T> run) {
        try {
            return run.get();
        } catch (InsufficientMemoryException e) {
            InsufficientMemoryException said = new InsufficientMemoryException("a density matrix of "
                    + lowering.qubits() + " qubits takes two bits for each and "
                    + (lowering.plan().bits() - 2 * lowering.qubits()) + " for classical values: " + e.getMessage());
            said.initCause(e);
            throw said;
        }
    }

    /** Gathers derivatives with respect to strengths. */
    private static final class StrengthSum {
        private final List<Probe> probes = new ArrayList<>();
        private final int[] places;
        private final double[] gradient;

        StrengthSum(TransferLowering lowering, int prefix, boolean wanted) {
            int count = wanted ? lowering.strengths().size() : 0;
            gradient = new double[count];
            int[] all = new int[count];
            for (int i = 0; i < count; i++) {
                TransferLowering.StrengthStep step = lowering.strengths().get(i);
                if (step != null) {
                    all[probes.size()] = i;
                    probes.add(new Probe(step.step() + prefix, step.derivative()));
                }
            }
            places = Arrays.copyOf(all, probes.size());
        }

        List<Probe> probes() {
            return probes;
        }

        double[] gradient() {
            return gradient;
        }

        void add(int count, double[] probed) {
            for (int j = 0; j < places.length; j++) {
                for (int s = 0; s < count; s++) {
                    gradient[places[j]] += probed[j * count + s];
                }
            }
        }
    }
}

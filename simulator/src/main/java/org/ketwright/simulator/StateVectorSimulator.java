package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.kernels.Angles;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.GradientSink;
import org.ketwright.kernels.JacobianSink;
import org.ketwright.kernels.OutputWeights;
import org.ketwright.kernels.Plan;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Readout;
import org.ketwright.kernels.Samples;

/**
 * Simulates pure states without noise, in batches, and differentiates by the adjoint method (Jones and Gacon, "Efficient
 * calculation of gradients in classical simulations of variational quantum algorithms", 2020): to parameters, features
 * and start amplitudes in one sweep, whatever the number of observables.
 */
public final class StateVectorSimulator extends ExactSimulator {

    private StateVectorSimulator(Backend backend, Precision precision, int chunk) {
        super(Method.STATE_VECTOR, backend, precision, chunk);
    }

    /**
     * A simulator in double precision.
     *
     * @param backend where it runs
     * @return the simulator
     */
    public static StateVectorSimulator on(Backend backend) {
        return new StateVectorSimulator(backend, Precision.DOUBLE, CHUNK);
    }

    /**
     * The same simulator in another precision.
     *
     * @param other format of the amplitudes
     * @return the simulator
     */
    public StateVectorSimulator withPrecision(Precision other) {
        return new StateVectorSimulator(backend(), other, chunk());
    }

    StateVectorSimulator withChunk(int numbers) {
        return new StateVectorSimulator(backend(), precision(), numbers);
    }

    @Override
    public double[] expectations(Circuit circuit, double[] parameters, Features features,
            @Nullable StartStates start, List<Observable> observables) {
        require(circuit, parameters, features, start, observables);
        if (start == null && !Lowerings.isPure(circuit)) {
            return new DynamicRun(backend(), precision(), circuit, parameters).expectations(features, observables);
        }
        Lowering lowering = Lowerings.beforeMeasuring(circuit);
        double[] out = new double[Math.multiplyExact(observables.size(), features.samples())];
        backend().expectations(lowering.plan(), lowering.angles(parameters), samples(features, start),
                Lowerings.readout(circuit, observables), precision(), out);
        return out;
    }

    @Override
    public Pullback pullback(Circuit circuit, double[] parameters, Features features, @Nullable StartStates start,
            List<Observable> observables, double[] cotangent, Set<Wrt> wanted) {
        Requirements.observables(circuit, observables);
        Requirements.cotangent(observables.size(), features.samples(), cotangent);
        return pullback(circuit, parameters, features, start, observables, wanted,
                (plan, angles, samples, readout, part, sink) -> backend().pullback(plan, angles, samples, readout,
                        precision(), part.of(cotangent), sink));
    }

    /**
     * Vector-Jacobian product with weights that follow from the outputs, as gradients of losses do, in one sweep forward
     * and one back.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param start start states of the samples, or null for |0...0>
     * @param observables K observables
     * @param weights is asked for the weights of some samples after the other
     * @param wanted what to differentiate with respect to; {@link Wrt#START} needs start states
     * @return outputs and gradients
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    public Pullback pullback(Circuit circuit, double[] parameters, Features features, @Nullable StartStates start,
            List<Observable> observables, OutputWeights weights, Set<Wrt> wanted) {
        return pullback(circuit, parameters, features, start, observables, wanted,
                (plan, angles, samples, readout, part, sink) -> backend().pullback(plan, angles, samples, readout,
                        precision(), (first, count, values) -> weights.of(part.from() + first, count, values), sink));
    }

    /** Goes back with some of the samples. */
    private interface Back {
        void run(Plan plan, Angles angles, Samples samples, Readout readout, Columns part, GradientSink sink);
    }

    private Pullback pullback(Circuit circuit, double[] parameters, Features features, @Nullable StartStates start,
            List<Observable> observables, Set<Wrt> wanted, Back back) {
        require(circuit, parameters, features, start, observables);
        Requirements.startGradient(wanted, start);
        int batch = features.samples();
        int outputs = observables.size();
        Lowering lowering = Lowerings.beforeMeasuring(circuit);
        GradientSum sum = new GradientSum(lowering.driven(), parameters, features, wanted);
        int[] slots = sum.slots();
        Angles angles = lowering.angles(parameters);
        Readout readout = Lowerings.readout(circuit, observables);
        double[] values = new double[outputs * batch];
        int rows = start == null ? 0 : 1 << circuit.qubits();
        boolean toStart = wanted.contains(Wrt.START);
        double[] startGradient = new double[toStart ? rows * batch : 0];
        inParts(batch, (long) slots.length + rows, part -> {
            int count = part.count();
            double[] chunkValues = new double[outputs * count];
            double[] chunkStart = toStart ? new double[rows * count] : null;
            GradientSink sink = new GradientSink(slots, new double[slots.length * count], chunkValues, chunkStart);
            back.run(lowering.plan(), angles, part.samples(features, start), readout, part, sink);
            sum.add(part.from(), count, sink.angles());
            part.put(chunkValues, values);
            if (chunkStart != null) {
                part.put(chunkStart, startGradient);
            }
        });
        return new Pullback(values, sum.byParameter(), sum.byFeature(), startGradient, new double[0], provenance());
    }

    @Override
    public Jacobian jacobian(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            Set<Wrt> wanted) {
        require(circuit, parameters, features, null, observables);
        Requirements.startGradient(wanted, null);
        int batch = features.samples();
        int outputs = observables.size();
        Lowering lowering = Lowerings.beforeMeasuring(circuit);
        List<GradientSum> sums = new ArrayList<>();
        for (int k = 0; k < outputs; k++) {
            sums.add(new GradientSum(lowering.driven(), parameters, features, wanted));
        }
        int[] slots = sums.getFirst().slots();
        Angles angles = lowering.angles(parameters);
        Readout readout = Lowerings.readout(circuit, observables);
        double[] values = new double[outputs * batch];
        inParts(batch, (long) outputs * slots.length, part -> {
            double[] chunkValues = new double[outputs * part.count()];
            int width = slots.length * part.count();
            double[] rows = new double[outputs * width];
            backend().jacobian(lowering.plan(), angles, part.samples(features, null), readout, precision(),
                    new JacobianSink(slots, rows, chunkValues));
            for (int k = 0; k < outputs; k++) {
                sums.get(k).add(part.from(), part.count(), Arrays.copyOfRange(rows, k * width, (k + 1) * width));
            }
            part.put(chunkValues, values);
        });
        return new Jacobian(values, sums.stream().flatMapToDouble(sum -> Arrays.stream(sum.byParameter())).toArray(),
                sums.stream().flatMapToDouble(sum -> Arrays.stream(sum.byFeature())).toArray(), new double[0],
                provenance());
    }

    @Override
    public double[] probabilities(Circuit circuit, double[] parameters, Features features, int... qubits) {
        int[] kept = qubits.length == 0 ? IntStream.range(0, circuit.qubits()).toArray() : qubits;
        Requirements.qubits(circuit.qubits(), kept);
        Requirements.outcomes(kept.length, features);
        Requirements.inputs(circuit, parameters, features);
        double[] out = new double[features.samples() << kept.length];
        states(circuit, Lowerings.beforeMeasuring(circuit), parameters, features,
                (part, amplitudes) -> part.put(amplitudes.probabilities(kept), out));
        return out;
    }

    @Override
    public Counts sample(Circuit circuit, double[] parameters, Features features, int shots, long seed) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.measured(circuit, features);
        Requirements.shots(shots);
        return new Counts(new DynamicRun(backend(), precision(), circuit, parameters).counts(features, shots, seed),
                shots,
                provenance().drawnFrom(seed));
    }

    @Override
    public Distribution distribution(Circuit circuit, double[] parameters, Features features) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.measured(circuit, features);
        return new Distribution(new DynamicRun(backend(), precision(), circuit, parameters).distribution(features),
                provenance());
    }

    /**
     * The final states.
     *
     * @param circuit the circuit, of at most {@value StateVector#MAX_QUBITS} qubits
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @return one state for each sample
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    public List<StateVector> states(Circuit circuit, double[] parameters, Features features) {
        if (circuit.qubits() > StateVector.MAX_QUBITS) {
            throw new IllegalArgumentException("states of up to " + StateVector.MAX_QUBITS
                    + " qubits fit an array but the circuit has " + circuit.qubits());
        }
        Requirements.inputs(circuit, parameters, features);
        List<StateVector> out = new ArrayList<>();
        states(circuit, Lowerings.of(circuit), parameters, features, (part, amplitudes) -> {
            for (int s = 0; s < amplitudes.batch(); s++) {
                double[] state = new double[2 << circuit.qubits()];
                amplitudes.read(s, 0, state);
                out.add(StateVector.wrap(circuit.qubits(), state));
            }
        });
        return out;
    }

    /**
     * The final states, left on the backend; for states too large to copy.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @return the amplitudes; close them to give the memory back
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     * @throws org.ketwright.kernels.InsufficientMemoryException if they do not fit
     */
    public Amplitudes run(Circuit circuit, double[] parameters, Features features) {
        Requirements.inputs(circuit, parameters, features);
        Lowering lowering = Lowerings.of(circuit);
        return run(lowering, lowering.angles(parameters), samples(features, null));
    }

    /**
     * Takes states on through a circuit, in place: the way to run a circuit in parts, and many circuits in one memory.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param amplitudes B states of as many bits as the circuit has qubits, on this simulator's backend
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    public void apply(Circuit circuit, double[] parameters, Features features, Amplitudes amplitudes) {
        Requirements.inputs(circuit, parameters, features);
        Lowering lowering = Lowerings.of(circuit);
        amplitudes.apply(lowering.plan(), lowering.angles(parameters), samples(features, null));
    }

    private Amplitudes run(Lowering lowering, Angles angles, Samples samples) {
        Amplitudes amplitudes = backend().allocate(lowering.plan().bits(), samples.count(), precision());
        try {
            amplitudes.apply(lowering.plan(), angles, samples);
            return amplitudes;
        } catch (RuntimeException | Error e) {
            amplitudes.close();
            throw e;
        }
    }

    /** What is done with the final states of some of the samples. */
    private interface Reader {
        void read(Columns part, Amplitudes amplitudes);
    }

    private void states(Circuit circuit, Lowering lowering, double[] parameters, Features features, Reader reader) {
        Angles angles = lowering.angles(parameters);
        inParts(features.samples(), 1L << circuit.qubits(), part -> {
            try (Amplitudes amplitudes = run(lowering, angles, part.samples(features, null))) {
                reader.read(part, amplitudes);
            }
        });
    }

    private static Samples samples(Features features, @Nullable StartStates start) {
        return Columns.all(features.samples()).samples(features, start);
    }
}

package org.ketwright.simulator;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ketwright.kernels.Amplitudes;
import org.ketwright.kernels.Samples;

/**
 * The state that the final measurements of a circuit measure, run once and kept on its backend: outcomes,
 * expectation values and amplitudes are read off it without running again. For circuits that measure at the end alone.
 * Not safe for use by several threads at once, but any thread may ask for the {@link #progress}.
 */
public final class FinalState implements AutoCloseable {
    private final StateVectorSimulator simulator;
    private final DynamicProgram program;
    private final double[] parameters;
    private final double[] features;
    private final SortedMap<Integer, Integer> finals;
    private final Amplitudes amplitudes;
    private boolean isUsed;

    private FinalState(StateVectorSimulator simulator, DynamicProgram program, double[] parameters,
            double[] features) {
        this.simulator = simulator;
        this.program = program;
        this.parameters = parameters;
        this.features = features;
        finals = new TreeMap<>(program.finals());
        if (finals.isEmpty()) {
            IntStream.range(0, program.qubits()).forEach(q -> finals.put(q, q));
        }
        amplitudes = simulator.backend().allocate(program.qubits(), 1, simulator.precision());
    }

    /**
     * Takes the memory; the circuit has not run yet.
     *
     * @param simulator what runs it
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features values of the features
     * @return the state |0...0>; close it to give the memory back
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or the circuit measures, resets or
     *         asks classical bits before its end, or is noisy
     * @throws org.ketwright.kernels.InsufficientMemoryException if the state does not fit
     */
    public static FinalState of(StateVectorSimulator simulator, Circuit circuit, double[] parameters,
            double... features) {
        Requirements.inputs(circuit, parameters, Features.single(features));
        DynamicProgram program = DynamicProgram.of(circuit);
        if (!circuit.withoutFinalMeasurements().isUnitary()) {
            throw new IllegalArgumentException("a circuit has one final state only if it measures at its end alone,"
                    + " but this one measures, resets or asks classical bits before");
        }
        return new FinalState(simulator, program, parameters.clone(), features.clone());
    }

    /** Runs the circuit, from |0...0>. */
    public void run() {
        run((name, state) -> {
            // nobody looks
        });
    }

    /**
     * Runs the circuit, from |0...0>, and shows the state at its named points on the way.
     *
     * @param snapshots looks at the states
     */
    public void run(Snapshots snapshots) {
        if (isUsed) {
            amplitudes.reset();
        }
        isUsed = true;
        Samples sample = Samples.of(1, features.length, features);
        for (DynamicProgram.Node node : program.body()) {
            if (node instanceof DynamicProgram.Unitaries unitaries) {
                amplitudes.apply(unitaries.lowering().plan(), unitaries.lowering().angles(parameters), sample);
            } else if (node instanceof DynamicProgram.Point point) {
                snapshots.at(point.name(), amplitudes);
            }
        }
    }

    /**
     * How much of the run is done.
     *
     * @return 0 to 1; 0 where it is not known
     */
    public double progress() {
        return amplitudes.progress();
    }

    /**
     * The amplitudes before the final measurements.
     *
     * @return one state, which this object closes
     */
    public Amplitudes amplitudes() {
        return amplitudes;
    }

    /**
     * How many bits an outcome has.
     *
     * @return the number of classical bits; of qubits if nothing is measured
     */
    public int outcomeBits() {
        return program.finals().isEmpty() ? program.qubits() : program.clbits();
    }

    /**
     * Where the bits of outcomes come from.
     *
     * @return for each classical bit that a final measurement sets the qubit measured; if nothing is measured each qubit
     *         for itself
     */
    public SortedMap<Integer, Integer> measured() {
        return Collections.unmodifiableSortedMap(finals);
    }

    /**
     * Expectation values after the final measurements: terms with X or Y on a measured qubit vanish.
     *
     * @param observables K observables, not wider than the circuit
     * @return K values
     */
    public double[] expectations(List<Observable> observables) {
        return amplitudes.expectations(Lowering.readout(
                observables.stream().map(o -> o.afterMeasuring(program.measured())).toList()));
    }

    /**
     * Expectation values of the state as it is, on the way at a named point or before the final measurements.
     *
     * @param observables K observables, not wider than the circuit
     * @return K values
     */
    public double[] expectationsNow(List<Observable> observables) {
        return amplitudes.expectations(Lowering.readout(observables));
    }

    /**
     * Draws the classical bits, the same as {@link Simulator#sample}, or all qubits if nothing is measured.
     *
     * @param shots number of draws, 1 to 2^27
     * @param seed what random numbers are made from
     * @return how often each outcome was drawn
     * @throws IllegalArgumentException if the number of shots is out of range
     */
    public Counts sample(int shots, long seed) {
        Requirements.shots(shots);
        Map<String, Long> counts = new HashMap<>();
        Outcomes.draw(counts, finals, amplitudes, new boolean[outcomeBits()],
                new Ensemble.Shots(seed, LongStream.range(0, shots).toArray()), 0);
        return new Counts(counts, shots,
                new Provenance(Method.STATE_VECTOR, simulator.precision(), simulator.backend().name(), seed));
    }

    @Override
    public void close() {
        amplitudes.close();
    }
}

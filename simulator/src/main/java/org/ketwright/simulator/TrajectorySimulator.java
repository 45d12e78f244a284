package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Readout;

/**
 * Simulates noise by drawing what happens, on one pure state for each trajectory (Dalibard, Castin and Molmer,
 * "Wave-function approach to dissipative processes in quantum optics", 1992): for circuits too wide for a density
 * matrix. Averages over trajectories approach those of the density matrix as one over the root of their number.
 * Mixtures of unitary maps are drawn without a look at the state; of other channels a Kraus operator is drawn with the
 * probability that the state gives it.
 *
 * <p>
 * Trajectories are the lanes of batches. What a trajectory draws depends on the seed and its number alone, so that
 * results do not depend on the number of threads or on how trajectories are split.
 */
public final class TrajectorySimulator implements Simulator {

    /** Most amplitudes, or numbers that drive the steps of a plan, held at a time. */
    private static final int CHUNK = 1 << 22;
    /** From this width on one state fills the machine. */
    private static final int ALONE = 17;
    private static final int MOST_TRAJECTORIES = 1 << 24;

    private static final PerCircuit<TrajectoryProgram> PROGRAMS = new PerCircuit<>(TrajectoryProgram::of);

    private final Backend backend;
    private final Precision precision;
    private final int trajectories;
    private final long seed;
    private final int chunk;

    private TrajectorySimulator(Backend backend, Precision precision, int trajectories, long seed, int chunk) {
        if (trajectories < 1 || trajectories > MOST_TRAJECTORIES) {
            throw new IllegalArgumentException("the number of trajectories lies in 1.." + MOST_TRAJECTORIES
                    + " but was given " + trajectories);
        }
        this.backend = backend;
        this.precision = precision;
        this.trajectories = trajectories;
        this.seed = seed;
        this.chunk = chunk;
    }

    /**
     * A simulator in double precision.
     *
     * @param backend where it runs
     * @param trajectories number of trajectories of each sample, 1 to 2^24
     * @param seed what random numbers are made from
     * @return the simulator
     * @throws IllegalArgumentException if the number of trajectories is out of range
     */
    public static TrajectorySimulator on(Backend backend, int trajectories, long seed) {
        return new TrajectorySimulator(backend, Precision.DOUBLE, trajectories, seed, CHUNK);
    }

    /**
     * The same simulator in another precision.
     *
     * @param other format of the amplitudes
     * @return the simulator
     */
    public TrajectorySimulator withPrecision(Precision other) {
        return new TrajectorySimulator(backend, other, trajectories, seed, chunk);
    }

    TrajectorySimulator withSeed(long other) {
        return new TrajectorySimulator(backend, precision, trajectories, other, chunk);
    }

    TrajectorySimulator withChunk(int amplitudes) {
        return new TrajectorySimulator(backend, precision, trajectories, seed, amplitudes);
    }

    /**
     * Where it runs.
     *
     * @return the backend
     */
    public Backend backend() {
        return backend;
    }

    /**
     * Number of trajectories of each sample.
     *
     * @return 1 or more
     */
    public int trajectories() {
        return trajectories;
    }

    @Override
    public Provenance provenance() {
        return provenance(seed);
    }

    private Provenance provenance(long drawnFrom) {
        return new Provenance(Method.TRAJECTORIES, precision, backend.name(), drawnFrom);
    }

    /** Averages over the trajectories; {@link #estimate} gives their errors too. */
    @Override
    public double[] expectations(Circuit circuit, double[] parameters, Features features,
            List<Observable> observables) {
        return estimate(circuit, parameters, features, observables).means();
    }

    /**
     * Expectation values at the end of a circuit with their standard errors.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @return averages over the trajectories, {@code [k * B + sample]}
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    public Estimates estimate(Circuit circuit, double[] parameters, Features features, List<Observable> observables) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.observables(circuit, observables);
        Circuit body = circuit.withoutFinalMeasurements();
        List<Integer> measured = measured(circuit);
        List<Observable> read = observables.stream().map(o -> o.afterMeasuring(measured)).toList();
        Readout readout = withNorm(read);
        int outputs = observables.size();
        int batch = features.samples();
        Spread spread = new Spread(outputs * batch);
        run(PROGRAMS.of(keep(circuit, body)), parameters, features, trajectories, seed, (run, first, count) -> {
            double[] values = run.state().expectations(readout);
            for (int l = 0; l < count; l++) {
                int sample = (int) ((first + l) / trajectories);
                for (int k = 0; k < outputs; k++) {
                    spread.add(k * batch + sample, values[k * run.lanes() + l] / values[outputs * run.lanes() + l]);
                }
            }
        });
        return new Estimates(spread.means(), spread.errors(), trajectories, provenance());
    }

    /** The circuit itself where it has no final measurements, so that what was worked out for it is found again. */
    private static Circuit keep(Circuit circuit, Circuit body) {
        return body.operations().size() == circuit.operations().size() ? circuit : body;
    }

    private static List<Integer> measured(Circuit circuit) {
        Set<Integer> out = new HashSet<>();
        circuit.finalMeasurements().stream().forEach(i -> {
            if (circuit.operations().get(i) instanceof Operation.Measure m) {
                out.add(m.qubit());
            }
        });
        return List.copyOf(out);
    }

    private static Readout withNorm(List<Observable> observables) {
        List<Observable> all = new ArrayList<>(observables);
        all.add(Observable.of(PauliString.identity()));
        return Lowering.readout(all);
    }

    /** Averages of the probabilities over the trajectories. */
    @Override
    public double[] probabilities(Circuit circuit, double[] parameters, Features features, int... qubits) {
        int[] kept = qubits.length == 0 ? IntStream.range(0, circuit.qubits()).toArray() : qubits;
        Requirements.qubits(circuit.qubits(), kept);
        Requirements.outcomes(kept.length, features);
        Requirements.inputs(circuit, parameters, features);
        int batch = features.samples();
        double[] out = new double[batch << kept.length];
        Circuit body = keep(circuit, circuit.withoutFinalMeasurements());
        run(PROGRAMS.of(body), parameters, features, trajectories, seed, (run, first, count) -> {
            double[] p = run.state().probabilities(kept);
            for (int l = 0; l < count; l++) {
                double norm = 0;
                for (int i = 0; i < 1 << kept.length; i++) {
                    norm += p[i * run.lanes() + l];
                }
                for (int i = 0; i < 1 << kept.length; i++) {
                    out[i * batch + (int) ((first + l) / trajectories)] += p[i * run.lanes() + l]
                            / (norm * trajectories);
                }
            }
        });
        return out;
    }

    /** Draws one trajectory for each shot. */
    @Override
    public Counts sample(Circuit circuit, double[] parameters, Features features, int shots, long drawnFrom) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.measured(circuit, features);
        Requirements.shots(shots);
        return new Counts(outcomes(circuit, parameters, features, shots, drawnFrom), shots, provenance(drawnFrom));
    }

    /** How often each outcome is drawn on the trajectories of this simulator: an estimate of the distribution. */
    @Override
    public Distribution distribution(Circuit circuit, double[] parameters, Features features) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.measured(circuit, features);
        Map<String, Double> out = new HashMap<>();
        outcomes(circuit, parameters, features, trajectories, seed)
                .forEach((outcome, count) -> out.put(outcome, (double) count / trajectories));
        return new Distribution(out, provenance());
    }

    private Map<String, Long> outcomes(Circuit circuit, double[] parameters, Features features, int shots,
            long drawnFrom) {
        Map<String, Long> out = new HashMap<>();
        run(PROGRAMS.of(circuit), parameters, features, shots, drawnFrom, (run, first, count) -> {
            for (int l = 0; l < count; l++) {
                boolean[] bits = run.bits(l);
                StringBuilder key = new StringBuilder(bits.length);
                for (int c = bits.length - 1; c >= 0; c--) {
                    key.append(bits[c] ? '1' : '0');
                }
                out.merge(key.toString(), 1L, Long::sum);
            }
        });
        return out;
    }

    /**
     * An estimate of the vector-Jacobian product, by parameter shift: unbiased, whatever the noise, at two or more
     * averages over trajectories for each angle and two for each strength. Each average is drawn anew.
     */
    @Override
    public Pullback pullback(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            double[] cotangent, Set<Wrt> wanted) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.observables(circuit, observables);
        Requirements.cotangent(observables.size(), features.samples(), cotangent);
        Requirements.startGradient(wanted, null);
        return shift().pullback(circuit, parameters, features, observables, cotangent, wanted);
    }

    /** An estimate by parameter shift, of all outputs from the same draws. {@link GradientEstimator} has errors too. */
    @Override
    public Jacobian jacobian(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            Set<Wrt> wanted) {
        return shift().jacobian(circuit, parameters, features, observables, wanted);
    }

    /** Derivatives by averages that are drawn anew each time. */
    ParameterShift shift() {
        return new ParameterShift((circuit, features, observables, evaluation) -> {
            Estimates e = withSeed(Draws.seed(seed, evaluation)).estimate(circuit, new double[0], features,
                    observables);
            return new ParameterShift.Averages(e.means(),
                    Arrays.stream(e.standardErrors()).map(error -> error * error).toArray());
        }, provenance());
    }

    private interface Task {
        /**
         * Looks at some finished trajectories.
         *
         * @param run the trajectories
         * @param first number of the first
         * @param count how many
         */
        void look(TrajectoryRun run, long first, int count);
    }

    private void run(TrajectoryProgram program, double[] parameters, Features features, int perSample, long drawnFrom,
            Task task) {
        long all = (long) features.samples() * perSample;
        long numbers = Math.max(1L << program.qubits(), (long) features.width() + program.columns());
        int step = program.qubits() >= ALONE ? 1 : (int) Math.max(1, chunk / numbers);
        for (long first = 0; first < all; first += step) {
            int count = (int) Math.min(step, all - first);
            // A batch of one would run on another engine and round otherwise: it gets a second lane that nobody reads.
            int lanes = program.qubits() >= ALONE ? 1 : Math.max(2, count);
            double[] columns = new double[features.width() * lanes];
            long[] trajectory = new long[lanes];
            for (int l = 0; l < lanes; l++) {
                trajectory[l] = Math.min(first + l, all - 1);
                int sample = (int) (trajectory[l] / perSample);
                for (int f = 0; f < features.width(); f++) {
                    columns[f * lanes + l] = features.values()[f * features.samples() + sample];
                }
            }
            try (TrajectoryRun run = new TrajectoryRun(backend, precision, program, parameters, features.width(),
                    columns, drawnFrom, trajectory)) {
                task.look(run, first, count);
            }
        }
    }

    @Override
    public String toString() {
        return "TrajectorySimulator[" + backend.name() + ", " + precision + ", " + trajectories + " trajectories]";
    }
}

package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.GradientEstimate;
import org.ketwright.simulator.GradientEstimator;
import org.ketwright.simulator.Jacobian;
import org.ketwright.simulator.Simulator;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.TrajectorySimulator;
import org.ketwright.simulator.Wrt;
import org.ketwright.simulator.device.NoisyCircuit;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ketwright gradient}. */
@Command(name = "gradient", description = "Differentiates expectation values with respect to the inputs of a circuit, exactly by the adjoint method, or estimated from trajectories or shots, with standard errors.")
final class GradientCommand implements Callable<Integer> {
    private static final long SEED = 1;

    private final Console console;

    @Parameters(paramLabel = "FILE.qasm", description = "A circuit in OpenQASM 3 with input declarations; - reads standard input.")
    private Path path = Path.of("-");

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private DeviceOptions noise = new DeviceOptions();

    @Option(names = "--shots", paramLabel = "N", description = "Estimate from N shots, 1 to 134217728, for each average, by shifting each angle, as on a device.")
    private @Nullable Integer shots;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of trajectories and shots; default 1.")
    private @Nullable Long seed;

    @Option(names = "--strengths", description = "Differentiate with respect to the numbers of the noise too, and print that.")
    private boolean isStrengths;

    @Option(names = "--inputs", required = true, paramLabel = "VALUES", description = "A JSON object with a number for each input by name, or a .npy file of shape (inputs,): parameters, then features.")
    private @Nullable Path inputs;

    @Option(names = "--expect", required = true, paramLabel = "OBSERVABLE", description = "What is differentiated, such as \"Z0 Z1\" or \"0.5 X0 - Y1\"; may be repeated.")
    private List<String> expect = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "JACOBIAN.npy", description = "Where the derivatives are written: shape (observables, inputs).")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    GradientCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        noise.require();
        if (isStrengths && !noise.isNoisy()) {
            throw FailureException.usage("--strengths differentiates with respect to noise, but neither --device nor"
                    + " --noise was given");
        }
        ProgramFile file = ProgramFile.read(path, console);
        Circuit circuit = file.circuit();
        Engine runs = engine.engine(noise.isNoisy(), circuit.qubits(), seed(), console);
        InputValues values = InputValues.read(file, inputs);
        if (values.names().isEmpty()) {
            throw FailureException.input(file.name() + ": declares no input to differentiate with respect to");
        }
        if (runs.simulator() instanceof StateVectorSimulator && !circuit.withoutFinalMeasurements().isUnitary()) {
            throw FailureException.input(file.name() + ": with --method state-vector a gradient needs a circuit that"
                    + " measures at its end alone, but this one measures, resets or asks classical bits before; use"
                    + " --method density-matrix or trajectories");
        }
        GradientEstimator estimator = estimator(runs.simulator());
        List<Expected> expected = Expected.parse(expect, circuit.qubits());
        DeviceOptions.Fitted fitted = noise.fitted(file, console);
        if (isStrengths && fitted.circuit().noiseStrengths().isEmpty()) {
            console.err().println("ketwright: " + file.name()
                    + " meets no noise with strengths, so that --strengths has"
                    + " nothing to differentiate with respect to");
        }
        EngineOptions.requireSize(file.name(), fitted.circuit().qubits(), runs);
        if (seed != null && estimator instanceof GradientEstimator.Exact) {
            console.err().println("ketwright: warning: nothing is drawn, so that --seed has no effect");
        }
        OutputFile.require("--out", out, 8.0 * expected.size() * values.names().size(),
                Stream.concat(Stream.concat(Stream.of(path), Stream.ofNullable(inputs)), noise.files().stream())
                        .toList());
        GradientEstimate found;
        try (Watch watch = new Watch(console)) {
            watch.phase("differentiating");
            found = estimator.estimate(fitted.circuit(), values.parameters(), Features.single(values.features()),
                    Expected.observables(expected),
                    isStrengths
                            ? EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES, Wrt.STRENGTHS)
                            : EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES));
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.USAGE, file.name() + ": " + e.getMessage(), e);
        }
        double[] rows = rows(found.mean(), expected.size(), values);
        OutputFile.write(out, NumpyArray.of(rows, expected.size(), values.names().size()));
        Answer answer = new Answer(fitted, values, expected, estimator, found, rows,
                rows(found.standardErrors(), expected.size(), values));
        if (isJson) {
            console.json(tree(runs, file, answer));
        } else {
            print(runs, answer);
        }
        return ExitCode.DONE.code();
    }

    private long seed() {
        return seed == null ? SEED : seed;
    }

    /** Parameters and features side by side. */
    private static double[] rows(Jacobian jacobian, int observables, InputValues values) {
        int parameters = values.split();
        int features = values.names().size() - parameters;
        double[] rows = new double[observables * (parameters + features)];
        for (int k = 0; k < observables; k++) {
            System.arraycopy(jacobian.byParameter(), k * parameters, rows, k * (parameters + features), parameters);
            System.arraycopy(jacobian.byFeature(), k * features, rows, k * (parameters + features) + parameters,
                    features);
        }
        return rows;
    }

    private GradientEstimator estimator(Simulator simulator) {
        if (shots == null) {
            return simulator instanceof TrajectorySimulator drawn
                    ? new GradientEstimator.Trajectories(drawn)
                    : new GradientEstimator.Exact(simulator);
        }
        if (simulator instanceof TrajectorySimulator) {
            throw FailureException.usage("--shots draws from exact probabilities, but --method trajectories draws by"
                    + " itself: use --trajectories, or another method");
        }
        try {
            return new GradientEstimator.Shots(simulator, shots, seed());
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.USAGE, "--shots: " + e.getMessage(), e);
        }
    }

    /** How derivatives were found. */
    private static String how(GradientEstimator estimator) {
        return switch (estimator) {
            case GradientEstimator.Exact e -> "adjoint";
            case GradientEstimator.Trajectories t -> "shifted trajectories";
            case GradientEstimator.Shots s -> "shifted shots";
            case GradientEstimator.DrawnCircuits d -> "drawn circuits";
        };
    }

    /**
     * What was found.
     *
     * @param fitted the circuit as it ran
     * @param values of the inputs
     * @param expected observables
     * @param estimator how
     * @param found outputs, derivatives and errors
     * @param rows derivatives by observable and input
     * @param errors their standard errors
     */
    private record Answer(DeviceOptions.Fitted fitted, InputValues values, List<Expected> expected,
            GradientEstimator estimator, GradientEstimate found, double[] rows, double[] errors) {

        boolean isExact() {
            return estimator instanceof GradientEstimator.Exact;
        }

        Map<String, Double> derivatives(double[] from, int observable) {
            Map<String, Double> all = new LinkedHashMap<>();
            int width = values.names().size();
            for (int i = 0; i < width; i++) {
                all.put(values.names().get(i), from[observable * width + i]);
            }
            return all;
        }

        /** Derivatives of one observable with respect to the numbers of the noise, or their errors. */
        Map<String, Double> strengths(boolean isError, int observable) {
            Map<String, Double> all = new LinkedHashMap<>();
            NoisyCircuit noisy = fitted.noisy();
            if (noisy != null) {
                int size = fitted.circuit().noiseStrengths().size();
                double[] own = Arrays.copyOfRange((isError ? found.standardErrors() : found.mean()).byStrength(),
                        observable * size, (observable + 1) * size);
                double[] pulled = isError ? noisy.pullErrors(own) : noisy.pull(own);
                for (int i = 0; i < pulled.length; i++) {
                    all.put(noisy.strengths().get(i).name(), pulled[i]);
                }
            }
            return all;
        }
    }

    private Map<String, Object> tree(Engine runs, ProgramFile file, Answer answer) {
        Map<String, Object> tree = Provenances.tree(runs);
        answer.fitted.put(tree);
        tree.put("file", file.name());
        tree.put("differentiation", how(answer.estimator));
        if (!answer.isExact()) {
            if (shots != null) {
                tree.put("shots", shots);
            }
            tree.put("seed", seed());
        }
        tree.put("inputs", answer.values.byName());
        tree.put("columns", answer.values.names());
        List<Map<String, Object>> list = new ArrayList<>();
        for (int k = 0; k < answer.expected.size(); k++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("observable", answer.expected.get(k).name());
            row.put("value", answer.found.mean().values()[k]);
            row.put("derivatives", answer.derivatives(answer.rows, k));
            if (isStrengths) {
                row.put("strengths", answer.strengths(false, k));
            }
            // A single draw has none, and JSON no word for infinity.
            if (!answer.isExact() && Double.isFinite(answer.found.standardErrors().values()[k])) {
                row.put("standardErrors", errors(answer, k));
            }
            list.add(row);
        }
        tree.put("expectations", list);
        tree.put("jacobian", out.toString());
        return tree;
    }

    private Map<String, Object> errors(Answer answer, int observable) {
        Map<String, Object> errors = new LinkedHashMap<>();
        errors.put("value", answer.found.standardErrors().values()[observable]);
        errors.put("derivatives", answer.derivatives(answer.errors, observable));
        if (isStrengths) {
            errors.put("strengths", answer.strengths(true, observable));
        }
        return errors;
    }

    private void print(Engine runs, Answer answer) {
        console.err().println("ketwright: " + Provenances.words(runs)
                + answer.fitted.words() + ", "
                + how(answer.estimator) + (shots == null ? "" : ", " + shots + " shots")
                + (answer.isExact() ? "" : ", seed " + seed()));
        for (int k = 0; k < answer.expected.size(); k++) {
            String observable = answer.expected.get(k).name();
            print(answer, "expectation  " + observable, answer.found.mean().values()[k],
                    answer.found.standardErrors().values()[k]);
            print(answer, "derivative  " + observable + "  ", answer.derivatives(answer.rows, k),
                    answer.derivatives(answer.errors, k));
            if (isStrengths) {
                print(answer, "strength  " + observable + "  ", answer.strengths(false, k),
                        answer.strengths(true, k));
            }
        }
        console.out().println("jacobian  " + out);
    }

    private void print(Answer answer, String start, Map<String, Double> values, Map<String, Double> errors) {
        values.forEach((name, value) -> print(answer, start + name, value, errors.getOrDefault(name, 0.0)));
    }

    private void print(Answer answer, String start, double value, double error) {
        console.out().println(start + "  " + value + (answer.isExact() ? "" : "  ± " + error));
    }
}

package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Features;
import org.ketwright.simulator.Jacobian;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.Operation;
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
@Command(name = "gradient", description = "Differentiates expectation values with respect to the inputs of a circuit, by the adjoint method.")
final class GradientCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE.qasm", description = "A circuit in OpenQASM 3 with input declarations; - reads standard input.")
    private Path path = Path.of("-");

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private DeviceOptions noise = new DeviceOptions();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of trajectories; default 1.")
    private long seed = 1;

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
        if (isStrengths && !noise.isNoisy()) {
            throw FailureException.usage("--strengths differentiates with respect to noise, but neither --device nor"
                    + " --noise was given");
        }
        ProgramFile file = ProgramFile.read(path, console);
        Circuit circuit = file.circuit();
        Engine runs = engine.engine(noise.isNoisy(), circuit.qubits(), seed, console);
        InputValues values = InputValues.read(file, inputs);
        if (values.names().isEmpty()) {
            throw FailureException.input(file.name() + ": declares no input to differentiate with respect to");
        }
        if (!circuit.withoutFinalMeasurements().isUnitary()) {
            throw FailureException.input(file.name() + ": a gradient needs a circuit that measures at its end alone,"
                    + " but this one measures, resets or asks classical bits before");
        }
        List<Expected> expected = Expected.parse(expect, circuit.qubits());
        DeviceOptions.Fitted fitted = noise.fitted(file, console);
        EngineOptions.requireSize(file.name(), fitted.circuit().qubits(), runs);
        OutputFile.require("--out", out, 8.0 * expected.size() * values.names().size());
        Jacobian jacobian;
        try (Watch watch = new Watch(console)) {
            watch.phase("differentiating");
            jacobian = runs.simulator().jacobian(fitted.circuit().withoutFinalMeasurements(), values.parameters(),
                    Features.single(values.features()), measured(circuit, Expected.observables(expected)),
                    isStrengths
                            ? EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES, Wrt.STRENGTHS)
                            : EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES));
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.USAGE, file.name() + ": " + e.getMessage(), e);
        }
        double[] rows = rows(jacobian, expected.size(), values);
        OutputFile.write(out, NumpyArray.of(rows, expected.size(), values.names().size()));
        print(runs, fitted, file, values, expected, jacobian, rows);
        return ExitCode.DONE.code();
    }

    /** What final measurements leave of observables. */
    private static List<Observable> measured(Circuit circuit, List<Observable> observables) {
        TreeSet<Integer> qubits = new TreeSet<>();
        for (Operation operation : circuit.operations()) {
            if (operation instanceof Operation.Measure measure) {
                qubits.add(measure.qubit());
            }
        }
        return observables.stream().map(o -> o.afterMeasuring(qubits)).toList();
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

    /** Derivatives of one observable with respect to the numbers of the noise. */
    private Map<String, Double> strengths(DeviceOptions.Fitted fitted, Jacobian jacobian, int observable) {
        Map<String, Double> all = new LinkedHashMap<>();
        NoisyCircuit noisy = fitted.noisy();
        if (isStrengths && noisy != null) {
            int size = fitted.circuit().noiseStrengths().size();
            double[] pulled = noisy.pull(
                    Arrays.copyOfRange(jacobian.byStrength(), observable * size, (observable + 1) * size));
            for (int i = 0; i < pulled.length; i++) {
                all.put(noisy.strengths().get(i).name(), pulled[i]);
            }
        }
        return all;
    }

    private void print(Engine runs, DeviceOptions.Fitted fitted, ProgramFile file, InputValues values,
            List<Expected> expected, Jacobian jacobian, double[] rows) {
        double[] expectations = jacobian.values();
        if (isJson) {
            Map<String, Object> tree = Provenances.tree(runs);
            if (fitted.model() != null) {
                tree.put("noise", fitted.model());
            }
            tree.put("file", file.name());
            tree.put("differentiation", "adjoint");
            tree.put("inputs", values.byName());
            tree.put("columns", values.names());
            List<Map<String, Object>> list = new ArrayList<>();
            for (int k = 0; k < expectations.length; k++) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("observable", expected.get(k).name());
                row.put("value", expectations[k]);
                if (isStrengths) {
                    row.put("strengths", strengths(fitted, jacobian, k));
                }
                list.add(row);
            }
            tree.put("expectations", list);
            tree.put("jacobian", out.toString());
            console.json(tree);
            return;
        }
        console.err().println("ketwright: " + Provenances.words(runs)
                + (fitted.model() == null ? "" : ", noise of " + fitted.model()) + ", adjoint");
        int width = values.names().size();
        for (int k = 0; k < expectations.length; k++) {
            console.out().println("expectation  " + expected.get(k).name() + "  " + expectations[k]);
            for (int i = 0; i < width; i++) {
                console.out().println("derivative  " + expected.get(k).name() + "  " + values.names().get(i) + "  "
                        + rows[k * width + i]);
            }
            String observable = expected.get(k).name();
            strengths(fitted, jacobian, k).forEach(
                    (name, value) -> console.out().println("strength  " + observable + "  " + name + "  " + value));
        }
        console.out().println("jacobian  " + out);
    }
}

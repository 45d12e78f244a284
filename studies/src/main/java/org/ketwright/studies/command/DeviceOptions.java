package org.ketwright.studies.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.simulator.device.Finding;
import org.ketwright.simulator.device.GateNoise;
import org.ketwright.simulator.device.Lengths;
import org.ketwright.simulator.device.NoiseFile;
import org.ketwright.simulator.device.NoiseModel;
import org.ketwright.simulator.device.NoisyCircuit;
import org.ketwright.simulator.device.Schedule;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Nearest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that run a circuit with the noise of a device, or with noise made by hand. */
final class DeviceOptions {

    @Option(names = "--device", paramLabel = "NAME|FILE.json", description = "Fit the circuit to a device and run it with the device's noise: ibm_nairobi, ibmq_montreal, or a calibration file, IBM's or our own.")
    private @Nullable String device;

    @Option(names = "--noise", paramLabel = "FILE.json", description = "Noise made by hand, alone or in the place of parts of the device's; docs/noise.md describes the file.")
    private @Nullable Path noise;

    @Option(names = "--without", split = ",", paramLabel = "PART", description = "Leave out parts of the noise: gates, idle, readout, crosstalk.")
    private List<String> without = new ArrayList<>();

    @Option(names = "--strict", description = "Fail if the circuit is read with a warning, or if any value of the calibration is dropped, clamped, missing or doubtful.")
    private boolean isStrict;

    @Mixin
    private FitOptions fit = new FitOptions();

    /**
     * A circuit as it runs.
     *
     * @param circuit the circuit, with its noise
     * @param noisy its noise, or null for none
     * @param model what the noise is called, or null for none
     * @param without parts of the noise that are left out
     */
    record Fitted(Circuit circuit, @Nullable NoisyCircuit noisy, @Nullable String model, List<String> without) {

        /** The noise in words, after a comma; empty for none. */
        String words() {
            return model == null
                    ? ""
                    : ", noise of " + model + (without.isEmpty() ? "" : " without " + String.join(", ", without));
        }

        /** The same for programs. */
        void put(Map<String, Object> tree) {
            if (model != null) {
                tree.put("noise", model);
                tree.put("without", without);
            }
        }
    }

    boolean isNoisy() {
        return device != null || noise != null;
    }

    /**
     * Refuses options that would do nothing, before anything is read.
     *
     * @throws FailureException with exit code 2
     */
    void require() {
        fit.require(device != null, isNoisy());
        if (!isNoisy() && !without.isEmpty()) {
            throw FailureException.usage(
                    "--without says something about noise, but neither --device nor --noise was given");
        }
        if (device != null && device.isEmpty()) {
            throw FailureException.usage("--device must name a device or a file but was given \"\"");
        }
        parts();
    }

    /** Files that the options name. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (noise != null) {
            files.add(noise);
        }
        if (device != null) {
            DeviceFile.path(device).ifPresent(files::add);
        }
        return files;
    }

    /**
     * The circuit with its noise; says where it went and what of the calibration is not used.
     *
     * @throws FailureException with exit code 3 if it does not fit, 4 if something was warned of and the user is strict
     */
    Fitted fitted(ProgramFile file, Console console) {
        if (isStrict) {
            file.requireNoWarnings();
        }
        if (!isNoisy()) {
            return new Fitted(file.circuit(), null, null, List.of());
        }
        List<NoiseModel.Part> off = parts();
        NoiseFile made = noise == null ? null : DeviceFile.noise(noise);
        Calibration calibration = device == null ? null : DeviceFile.device(device);
        NoiseModel base = calibration == null ? null : NoiseModel.of(calibration);
        NoiseModel model = (made == null ? Objects.requireNonNull(base) : made.over(base))
                .without(off.toArray(NoiseModel.Part[]::new));
        if (made != null && base != null) {
            console.err().println("ketwright: " + noise + " replaces " + names(made.parts()) + " of the noise of "
                    + base.name());
        }
        try {
            Schedule schedule = calibration == null
                    ? own(file.circuit(), made == null ? Lengths.none() : made.lengths())
                    : Schedule.of(fit.transpiled(file, calibration, console), fit.policy());
            List<Finding> findings = new ArrayList<>();
            if (base != null) {
                findings.addAll(base.without(off.toArray(NoiseModel.Part[]::new)).findings());
            }
            NoiseFile rest = made == null
                    ? null
                    : new NoiseFile(made.model().without(off.toArray(NoiseModel.Part[]::new)), made.lengths());
            if (made != null && rest != null && rest.parts().isEmpty() == made.parts().isEmpty()) {
                findings.addAll(rest.findings(base,
                        calibration == null ? file.circuit().qubits() : calibration.qubits().size()));
            }
            String name = DeviceFile.name(base, made);
            DeviceFile.report(name, findings, schedule.qubits(), isStrict, console);
            NoisyCircuit noisy = model.apply(schedule);
            warn(file, model, console);
            GateNoise gates = made == null ? null : made.model().gates();
            if (gates != null) {
                warn(schedule, gates, console);
            }
            return new Fitted(noisy.circuit(), noisy, name, off.stream().map(DeviceOptions::name).toList());
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.INPUT, file.name() + ": " + e.getMessage(), e);
        }
    }

    private Schedule own(Circuit circuit, Lengths lengths) {
        return Schedule.of(circuit, IntStream.range(0, circuit.qubits()).boxed().toList(), lengths, fit.policy());
    }

    private static void warn(ProgramFile file, NoiseModel model, Console console) {
        if (model.readout() != null && !file.circuit().counts().containsKey("measure")) {
            console.err().println("ketwright: warning: " + file.name()
                    + " measures nothing, so that readout errors do not apply");
        }
    }

    /** Says which gates of the circuit a model made by hand leaves without errors. */
    private static void warn(Schedule schedule, GateNoise gates, Console console) {
        Set<String> without = new TreeSet<>();
        for (Operation o : schedule.circuit().operations()) {
            switch (o) {
                case Operation.Apply a -> {
                    List<Integer> on = a.qubits().stream().map(schedule.qubits()::get).toList();
                    String name = "c-".repeat(a.controls().size()) + a.gate().qasmName();
                    if (!on.isEmpty() && gates.of(name, on).isEmpty()) {
                        without.add(name);
                    }
                }
                case Operation.Unitary u -> without.add("unitary");
                default -> {}
            }
        }
        if (!without.isEmpty()) {
            console.err().println("ketwright: the noise file gives no errors for " + String.join(", ", without)
                    + ", which the circuit uses");
        }
    }

    private List<NoiseModel.Part> parts() {
        List<String> names = Arrays.stream(NoiseModel.Part.values()).map(DeviceOptions::name).toList();
        return without.stream().distinct().map(text -> {
            if (!names.contains(text)) {
                throw FailureException.usage("--without: noise has no part \"" + text + "\""
                        + Nearest.hint(text, names));
            }
            return NoiseModel.Part.valueOf(text.toUpperCase(Locale.ROOT));
        }).toList();
    }

    /** Parts, as options name them. */
    static String names(List<NoiseModel.Part> parts) {
        return parts.isEmpty() ? "nothing" : String.join(", ", parts.stream().map(DeviceOptions::name).toList());
    }

    static String name(NoiseModel.Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}

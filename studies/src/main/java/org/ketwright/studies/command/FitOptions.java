package org.ketwright.studies.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.simulator.device.Layout;
import org.ketwright.simulator.device.Schedule;
import org.ketwright.simulator.device.Transpiled;
import org.ketwright.simulator.device.Transpiler;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Nearest;
import picocli.CommandLine.Option;

/** How circuits are fitted to devices. */
final class FitOptions {
    private static final List<String> LAYOUTS = List.of("error", "trivial");
    private static final List<String> POLICIES = List.of("alap", "asap");

    @Option(names = "--layout", paramLabel = "L", description = "Where qubits go: error (default), where calibrated errors are least, or trivial.")
    private @Nullable String layout;

    @Option(names = "--schedule", paramLabel = "S", description = "When gates act: alap (default), as late as possible, or asap.")
    private @Nullable String schedule;

    @Option(names = "--merge", description = "Let one-qubit gates that follow each other become one; else each gate is translated by itself.")
    private boolean isMerging;

    @Option(names = "--routing-seed", paramLabel = "S", description = "Seed of the choices among equally good swaps; default 1.")
    private @Nullable Long seed;

    Schedule.Policy policy() {
        return Schedule.Policy.valueOf(known("schedule", schedule, POLICIES).toUpperCase(Locale.ROOT));
    }

    private boolean isTrivial() {
        return known("layout", layout, LAYOUTS).equals("trivial");
    }

    /**
     * Refuses options that would do nothing, and values that there are not.
     *
     * @param hasDevice whether there is a device
     * @param isNoisy whether there is noise
     * @throws FailureException with exit code 2
     */
    void require(boolean hasDevice, boolean isNoisy) {
        String idle = layout != null ? "--layout" : isMerging ? "--merge" : seed != null ? "--routing-seed" : "";
        if (!hasDevice && !idle.isEmpty()) {
            throw FailureException.usage(idle + " says how to fit a circuit to a device, but --device was not given");
        }
        if (!isNoisy && schedule != null) {
            throw FailureException.usage(
                    "--schedule says when gates and noise act, but neither --device nor --noise was given");
        }
        known("schedule", schedule, POLICIES);
        known("layout", layout, LAYOUTS);
    }

    /**
     * The circuit on the device; says where it went.
     *
     * @throws FailureException with exit code 3 if it does not fit
     */
    Transpiled transpiled(ProgramFile file, Calibration device, Console console) {
        Transpiler transpiler = Transpiler.to(device).withMerging(isMerging).withSeed(seed == null ? 1 : seed);
        Transpiled fitted;
        try {
            fitted = (isTrivial()
                    ? transpiler.withLayout(Layout.trivial(file.circuit().qubits()))
                    : transpiler).transpile(file.circuit());
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.INPUT, file.name() + ": " + e.getMessage(), e);
        }
        console.err().println("ketwright: qubits 0 to " + (file.circuit().qubits() - 1) + " start on qubits "
                + fitted.start().physical() + " of " + device.name() + (fitted.swaps() == 0
                        ? ""
                        : " and end on " + fitted.end().physical() + ", " + fitted.swaps() + " swaps"));
        return fitted;
    }

    /** What was given, or else the first. */
    private static String known(String what, @Nullable String given, List<String> known) {
        if (given == null) {
            return known.getFirst();
        }
        if (!known.contains(given)) {
            throw FailureException.usage("there is no " + what + " \"" + given + "\"" + Nearest.hint(given, known));
        }
        return given;
    }
}

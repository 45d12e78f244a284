package org.ketwright.studies.command;

import java.util.List;
import java.util.Locale;
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
    private String layout = "error";

    @Option(names = "--schedule", paramLabel = "S", description = "When gates act: alap (default), as late as possible, or asap.")
    private String schedule = "alap";

    @Option(names = "--merge", description = "Let one-qubit gates that follow each other become one; else each gate is translated by itself.")
    private boolean isMerging;

    @Option(names = "--routing-seed", paramLabel = "S", description = "Seed of the choices among equally good swaps; default 1.")
    private long seed = 1;

    Schedule.Policy policy() {
        require("schedule", schedule, POLICIES);
        return Schedule.Policy.valueOf(schedule.toUpperCase(Locale.ROOT));
    }

    /**
     * The circuit on the device; says where it went.
     *
     * @throws FailureException with exit code 3 if it does not fit
     */
    Transpiled transpiled(ProgramFile file, Calibration device, Console console) {
        require("layout", layout, LAYOUTS);
        Transpiler transpiler = Transpiler.to(device).withMerging(isMerging).withSeed(seed);
        Transpiled fitted;
        try {
            fitted = (layout.equals("trivial")
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

    private static void require(String what, String given, List<String> known) {
        if (!known.contains(given)) {
            throw FailureException.usage("there is no " + what + " \"" + given + "\"" + Nearest.hint(given, known));
        }
    }
}

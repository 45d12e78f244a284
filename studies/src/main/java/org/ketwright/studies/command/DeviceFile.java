package org.ketwright.studies.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.simulator.device.DeviceFormatException;
import org.ketwright.simulator.device.Finding;
import org.ketwright.simulator.device.NoiseFile;
import org.ketwright.simulator.device.NoiseModel;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Nearest;

/** Reads what the options {@code --device} and {@code --noise} name. */
final class DeviceFile {
    /** Findings that commands other than {@code noise inspect} print. */
    private static final int MOST_FINDINGS = 8;

    private static final Pattern NUMBER = Pattern.compile("\\b[0-9]{1,9}\\b");

    private DeviceFile() {
    }

    /**
     * A device that comes with the program, or one in a file.
     *
     * @throws FailureException with exit code 2 if there is none, 3 if the file is bad
     */
    static Calibration device(String nameOrFile) {
        Optional<Calibration> bundled = Calibration.bundled(nameOrFile);
        if (bundled.isPresent()) {
            return bundled.get();
        }
        Path file = path(nameOrFile).orElseThrow(
                () -> FailureException.usage("--device must name a device or a file but was given \"" + nameOrFile
                        + "\""));
        if (!Files.exists(file) && !nameOrFile.endsWith(".json")) {
            throw FailureException.usage("there is no device \"" + nameOrFile + "\""
                    + Nearest.hint(nameOrFile, Calibration.bundled()) + "; a file of one ends with .json");
        }
        try {
            return Calibration.read(file);
        } catch (DeviceFormatException e) {
            throw wrong(e, "\"ketwright noise 1\"", "noise made by hand belongs to --noise");
        } catch (IOException e) {
            throw ProgramFile.unreadable(nameOrFile, e);
        }
    }

    /** The file that {@code --device} names, unless it names a device that comes with the program. */
    static Optional<Path> path(String nameOrFile) {
        if (nameOrFile.isEmpty() || Calibration.bundled().contains(nameOrFile)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(nameOrFile));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * A noise model made by hand.
     *
     * @throws FailureException with exit code 3 if the file is bad
     */
    static NoiseFile noise(Path file) {
        try {
            return NoiseModel.read(file);
        } catch (DeviceFormatException e) {
            throw wrong(e, "\"ketwright device 1\"", "a calibration belongs to --device");
        } catch (IOException e) {
            throw ProgramFile.unreadable(file.toString(), e);
        }
    }

    /** Says what is wrong with a file, and which option takes what it holds. */
    private static FailureException wrong(DeviceFormatException e, String other, String hint) {
        String message = String.valueOf(e.getMessage());
        return new FailureException(ExitCode.INPUT, message + (message.endsWith("was given " + other)
                ? "; " + hint
                : ""), e);
    }

    /** What the noise of a device, with parts made by hand, is called; one of both may be missing. */
    static String name(@Nullable NoiseModel base, @Nullable NoiseFile made) {
        return (base == null ? "" : base.name()) + (base != null && made != null ? " and " : "")
                + (made == null ? "" : made.model().name());
    }

    /**
     * Says what of some noise is not used as it is given.
     *
     * @param name what the noise is called
     * @param findings all of them
     * @param used the device's qubits that the circuit uses; what concerns others alone is left out
     * @throws FailureException with exit code 4 if there is anything and the user is strict
     */
    static void report(String name, List<Finding> findings, List<Integer> used, boolean isStrict, Console console) {
        List<Finding> harmful = findings.stream().filter(f -> !f.isHarmless() && concerns(f, used)).toList();
        harmful.stream().limit(MOST_FINDINGS)
                .forEach(f -> console.err().println("ketwright: " + name + ": " + f));
        if (harmful.size() > MOST_FINDINGS) {
            console.err().println("ketwright: " + name + ": " + (harmful.size() - MOST_FINDINGS)
                    + (harmful.size() == MOST_FINDINGS + 1 ? " more finding" : " more findings")
                    + "; ketwright noise inspect shows all");
        }
        requireNone(name, harmful, isStrict);
    }

    /** Whether all qubits that a finding names are used, or it names none. */
    private static boolean concerns(Finding finding, List<Integer> used) {
        return NUMBER.matcher(finding.where()).results().allMatch(m -> used.contains(Integer.parseInt(m.group())));
    }

    static void requireNone(String name, List<Finding> harmful, boolean isStrict) {
        if (isStrict && !harmful.isEmpty()) {
            throw new FailureException(ExitCode.CHECK, "--strict: " + (harmful.size() == 1
                    ? "a value of " + name + " is not used as it is, "
                    : harmful.size() + " values of " + name + " are not used as they are, the first ")
                    + harmful.getFirst());
        }
    }
}

package org.ketwright.studies.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import org.ketwright.simulator.numpy.NumpyFormatException;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.ketwright.studies.Json;
import org.ketwright.studies.Nearest;
import tools.jackson.databind.JsonNode;

/**
 * A number for every input of a program.
 *
 * @param names the inputs: parameters, then features
 * @param values as many finite numbers
 * @param split number of parameters
 */
record InputValues(List<String> names, double[] values, int split) {
    private static final int MOST_NAMED = 8;
    private static final long MOST_BYTES = 64 << 20;
    /** Bytes of the largest head of a .npy file, and then some. */
    private static final long HEAD = 1 << 17;
    private static final int NUMBER = 16;

    /**
     * Reads the values of a program's inputs.
     *
     * @param file the program
     * @param path a JSON object of numbers by name, or a .npy file with one number for each input; null if not given
     * @throws FailureException if values are missing, are not finite numbers, or belong to no input
     */
    static InputValues read(ProgramFile file, @Nullable Path path) {
        List<String> names = file.inputs();
        int split = file.program().inputs().size();
        if (path == null) {
            if (!names.isEmpty()) {
                throw FailureException.usage(file.name() + ": has inputs without a value: " + some(names)
                        + "; give them with --inputs VALUES.json");
            }
            return new InputValues(names, new double[0], 0);
        }
        try {
            return new InputValues(names,
                    path.toString().endsWith(".npy") ? array(names, path) : object(names, path), split);
        } catch (NumpyFormatException e) {
            throw new FailureException(ExitCode.INPUT, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw ProgramFile.unreadable(path.toString(), e);
        } catch (IllegalArgumentException e) {
            throw new FailureException(ExitCode.INPUT, path + ": " + e.getMessage(), e);
        }
    }

    double[] parameters() {
        return Arrays.copyOf(values, split);
    }

    double[] features() {
        return Arrays.copyOfRange(values, split, values.length);
    }

    /** Values by name, in order. */
    Map<String, Double> byName() {
        Map<String, Double> out = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            out.put(names.get(i), values[i]);
        }
        return out;
    }

    private static double[] object(List<String> names, Path path) throws IOException {
        if (Files.size(path) > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "values in JSON have at most " + MOST_BYTES + " bytes but this file has " + Files.size(path));
        }
        JsonNode tree = Json.parse(text(path));
        if (!tree.isObject()) {
            throw new IllegalArgumentException("inputs are a JSON object of numbers by name but this is of type "
                    + tree.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        double[] values = new double[names.size()];
        List<String> missing = new ArrayList<>(names);
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            int at = names.indexOf(entry.getKey());
            if (at < 0) {
                throw new IllegalArgumentException(
                        "the program has no input \"" + entry.getKey() + "\"" + Nearest.hint(entry.getKey(), names));
            }
            if (!entry.getValue().isNumber()) {
                throw new IllegalArgumentException(
                        "input " + entry.getKey() + " must be a number but is " + entry.getValue());
            }
            values[at] = finite(entry.getKey(), entry.getValue().doubleValue());
            missing.remove(entry.getKey());
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("inputs without a value: " + some(missing));
        }
        return values;
    }

    private static String text(Path path) throws IOException {
        try {
            return Files.readString(path).replaceFirst("^\ufeff", "");
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("inputs are a JSON object of numbers by name, in UTF-8, or an array in a"
                    + " file whose name ends with .npy; this is neither", e);
        }
    }

    private static double[] array(List<String> names, Path path) throws IOException {
        String needed = "the program's " + names.size() + (names.size() == 1 ? " input needs" : " inputs need")
                + " an array of shape (" + names.size() + ",) but this ";
        // Looked at before memory is taken for it.
        if (Files.size(path) > HEAD + (long) NUMBER * names.size()) {
            throw new IllegalArgumentException(needed + "file has " + Files.size(path) + " bytes");
        }
        NumpyArray array = NumpyFile.read(path);
        if (!array.shape().equals(List.of(names.size()))) {
            throw new IllegalArgumentException(needed + "one has shape " + array.shape().stream().map(String::valueOf)
                    .collect(Collectors.joining(", ", "(", array.shape().size() == 1 ? ",)" : ")")));
        }
        double[] values = switch (array.type()) {
            case F4, F8 -> array.doubles();
            case I8 -> Arrays.stream(array.longs()).asDoubleStream().toArray();
            default -> throw new IllegalArgumentException(
                    "inputs are real numbers (<f8, <f4 or <i8) but the array has type " + array.type().code());
        };
        for (int i = 0; i < values.length; i++) {
            finite(names.get(i), values[i]);
        }
        return values;
    }

    private static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("input " + name + " must be finite but is " + value);
        }
        return value;
    }

    private static String some(List<String> names) {
        return names.size() <= MOST_NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMED)) + " and " + (names.size() - MOST_NAMED) + " more";
    }
}

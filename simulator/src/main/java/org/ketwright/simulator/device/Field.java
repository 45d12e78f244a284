package org.ketwright.simulator.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value in a JSON file that is not trusted, and where it is.
 *
 * @param file what messages call the file
 * @param at the place in it, such as {@code gates[3].qubits}; empty for the whole
 * @param node the value
 */
record Field(String file, String at, JsonNode node) {
    private static final long MOST_BYTES = 64 << 20;
    private static final int MOST_SHOWN = 40;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Reads a file, whose size is checked first. */
    static Field read(Path path) throws IOException {
        long size = Files.size(path);
        if (size > MOST_BYTES) {
            throw new DeviceFormatException(path.toString(),
                    "must have at most " + MOST_BYTES + " bytes but has " + size);
        }
        return parse(path.toString(), Files.readAllBytes(path));
    }

    static Field parse(String file, byte[] bytes) throws DeviceFormatException {
        try {
            return new Field(file, "", MAPPER.readTree(bytes));
        } catch (JacksonException e) {
            // Advice to programmers, on options of the parser, is not for users.
            String what = e.getOriginalMessage().lines().findFirst().orElse("")
                    .replaceFirst(", from `[^`]*`", "")
                    .replaceFirst("(: enable `| \\(not recognized as one since | for `ObjectNode`).*", "");
            throw new DeviceFormatException(file, "not JSON: " + what
                    + (e.getLocation() == null
                            ? ""
                            : " (line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr() + ")"));
        }
    }

    DeviceFormatException wrong(String rule) {
        String given = node.isMissingNode() ? "nothing" : node.toString();
        return new DeviceFormatException(file, (at.isEmpty() ? "" : at + ": ") + rule + " but was given "
                + (given.length() > MOST_SHOWN ? given.substring(0, MOST_SHOWN) + "..." : given));
    }

    boolean has(String key) {
        return node.isObject() && node.has(key) && !node.get(key).isNull();
    }

    /** A value that must be there. */
    Field get(String key) throws DeviceFormatException {
        if (!node.isObject()) {
            throw wrong("must be an object");
        }
        JsonNode child = node.get(key);
        if (child == null || child.isNull()) {
            throw new DeviceFormatException(file, (at.isEmpty() ? "" : at + ": ") + "lacks \"" + key + "\"");
        }
        return new Field(file, at.isEmpty() ? key : at + "." + key, child);
    }

    /** A value that may be missing or null. */
    @Nullable
    Field find(String key) throws DeviceFormatException {
        return has(key) ? get(key) : null;
    }

    List<Field> elements() throws DeviceFormatException {
        if (!node.isArray()) {
            throw wrong("must be an array");
        }
        List<Field> all = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            all.add(new Field(file, at + "[" + i + "]", node.get(i)));
        }
        return all;
    }

    List<Map.Entry<String, Field>> members() throws DeviceFormatException {
        if (!node.isObject()) {
            throw wrong("must be an object");
        }
        List<Map.Entry<String, Field>> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> e : node.properties()) {
            all.add(Map.entry(e.getKey(),
                    new Field(file, at.isEmpty() ? e.getKey() : at + "." + e.getKey(), e.getValue())));
        }
        return all;
    }

    /** Makes something of a value. */
    interface Reader<T> {
        T read() throws DeviceFormatException;
    }

    /** What records refuse, with the place. */
    <T> T checked(Reader<T> reader) throws DeviceFormatException {
        try {
            return reader.read();
        } catch (IllegalArgumentException e) {
            throw new DeviceFormatException(file, (at.isEmpty() ? "" : at + ": ") + e.getMessage());
        }
    }

    /** Refuses keys that are none of the known ones. */
    void only(Set<String> known) throws DeviceFormatException {
        for (Map.Entry<String, Field> member : members()) {
            if (!known.contains(member.getKey())) {
                throw new DeviceFormatException(file, member.getValue().at + ": is none of "
                        + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    double number() throws DeviceFormatException {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong("must be a finite number");
        }
        return node.doubleValue();
    }

    double notNegative() throws DeviceFormatException {
        double value = number();
        if (value < 0) {
            throw wrong("must be 0 or more");
        }
        return value;
    }

    double probability() throws DeviceFormatException {
        double value = number();
        if (value < 0 || value > 1) {
            throw wrong("must lie in 0..1");
        }
        return value;
    }

    int integer(int least, int most) throws DeviceFormatException {
        if (!node.isIntegralNumber() || node.doubleValue() < least || node.doubleValue() > most) {
            throw wrong("must be a whole number in " + least + ".." + most);
        }
        return node.intValue();
    }

    String text() throws DeviceFormatException {
        if (!node.isString()) {
            throw wrong("must be a text");
        }
        return node.stringValue();
    }

    /** Distinct qubits of a device. */
    List<Integer> qubits(int width) throws DeviceFormatException {
        List<Integer> all = new ArrayList<>();
        for (Field element : elements()) {
            int q = element.integer(0, width - 1);
            if (all.contains(q)) {
                throw wrong("must be distinct qubits");
            }
            all.add(q);
        }
        if (all.isEmpty()) {
            throw wrong("must name at least one qubit");
        }
        return all;
    }
}

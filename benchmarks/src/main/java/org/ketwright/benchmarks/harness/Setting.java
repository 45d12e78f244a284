package org.ketwright.benchmarks.harness;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ketwright.kernels.Precision;

/**
 * The parameters under which something is measured.
 *
 * @param values JMH's parameters by name
 * @param threads threads of the engines
 */
public record Setting(Map<String, String> values, int threads) {

    /** Copies the parameters, in order of their names. */
    public Setting {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * A parameter.
     *
     * @param name its name
     * @return its value
     * @throws IllegalArgumentException if there is none of that name
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no parameter '" + name + "', only " + values.keySet());
        }
        return value;
    }

    /**
     * A parameter that is a whole number.
     *
     * @param name its name
     * @return its value
     */
    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /**
     * The parameter {@code precision}.
     *
     * @return the format of amplitudes
     */
    public Precision precision() {
        return Precision.valueOf(text("precision"));
    }

    /**
     * Whether all given parameters have the given values.
     *
     * @param wanted some parameters
     * @return true if none differs
     */
    public boolean matches(Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(values.get(e.getKey())));
    }

    /**
     * The parameters in one line.
     *
     * @return for instance "circuit=qft qubits=24"
     */
    public String describe() {
        return values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }
}

package org.ketwright.simulator.device;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ketwright.simulator.Operation;

/**
 * How long operations last, in seconds. Direction matters: cx from a to b and from b to a may differ. What is not
 * listed takes no time. Immutable.
 */
public final class Lengths {
    private final Map<String, Double> exact;
    private final Map<String, Double> byName;

    private Lengths(Map<String, Double> exact, Map<String, Double> byName) {
        this.exact = Map.copyOf(exact);
        this.byName = Map.copyOf(byName);
    }

    /**
     * Nothing takes time, but delays.
     *
     * @return no lengths
     */
    public static Lengths none() {
        return new Lengths(Map.of(), Map.of());
    }

    /**
     * The lengths of a device's gates, resets and measurements.
     *
     * @param device the device
     * @return its lengths, on its qubits
     */
    public static Lengths of(Calibration device) {
        Map<String, Double> exact = new HashMap<>();
        for (GateCalibration g : device.gates()) {
            Double length = g.length();
            if (length != null) {
                exact.put(key(g.gate(), g.qubits()), length);
            }
        }
        for (int q = 0; q < device.qubits().size(); q++) {
            Double length = device.qubits().get(q).readoutLength();
            if (length != null) {
                exact.put(key("measure", List.of(q)), length);
            }
        }
        return new Lengths(exact, Map.of());
    }

    /**
     * With another length of an operation.
     *
     * @param name OpenQASM name of a gate, "measure" or "reset"
     * @param on its qubits, or none for all
     * @param seconds 0 or more
     * @return the lengths
     * @throws IllegalArgumentException if the length is negative or not a number
     */
    public Lengths with(String name, List<Integer> on, double seconds) {
        Checks.notNegative("the length of " + name, seconds);
        Map<String, Double> changedExact = new HashMap<>(exact);
        Map<String, Double> changedByName = new HashMap<>(byName);
        if (on.isEmpty()) {
            changedByName.put(name, seconds);
        } else {
            changedExact.put(key(name, on), seconds);
        }
        return new Lengths(changedExact, changedByName);
    }

    /**
     * All lengths that are listed.
     *
     * @return seconds by the operation's name, followed by its qubits unless it is for all
     */
    public Map<String, Double> seconds() {
        Map<String, Double> all = new TreeMap<>(byName);
        all.putAll(exact);
        return Collections.unmodifiableMap(all);
    }

    /** The length of an operation on given qubits of the device. */
    double of(Operation operation, List<Integer> device) {
        return switch (operation) {
            case Operation.Apply a -> a.controls().isEmpty() ? of(a.gate().qasmName(), a.qubits(), device) : 0;
            case Operation.Measure m -> of("measure", List.of(m.qubit()), device);
            case Operation.Reset r -> of("reset", List.of(r.qubit()), device);
            case Operation.Delay d -> d.seconds();
            case Operation.Conditional c -> Math.max(Schedule.span(c.then(), device, this),
                    Schedule.span(c.otherwise(), device, this));
            default -> 0;
        };
    }

    private double of(String name, List<Integer> on, List<Integer> device) {
        Double own = exact.get(key(name, on.stream().map(device::get).toList()));
        return own == null ? byName.getOrDefault(name, 0.0) : own;
    }

    private static String key(String name, List<Integer> on) {
        return name + " " + on;
    }
}

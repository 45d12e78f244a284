package org.ketwright.simulator.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on a device, in seconds and hertz, as the file says it: nothing is mended here. What is wrong or
 * missing is told by {@link #findings()}; the methods named "usable" say what is used instead. Immutable.
 */
public final class Calibration {
    /** The most qubits a device may have. */
    public static final int MAX_QUBITS = 4096;
    /** Names of two-qubit gates that circuits can be translated to, in the order of preference. */
    static final List<String> ENTANGLERS = List.of("cx", "ecr", "cz");

    private final String name;
    private final Origin origin;
    private final List<QubitCalibration> qubits;
    private final List<GateCalibration> gates;
    private final List<PairCalibration> pairs;
    private final List<Finding> notes;
    private final Map<String, GateCalibration> byName = new HashMap<>();
    private final Map<Set<Integer>, PairCalibration> byPair = new HashMap<>();
    private final CouplingMap coupling;

    /**
     * Checks and copies.
     *
     * @param name name of the device
     * @param origin where the numbers come from
     * @param qubits one for each qubit
     * @param gates in any order, none twice
     * @param pairs in any order, none twice
     * @param notes what was dropped or changed before
     * @throws IllegalArgumentException if a gate or a pair names a qubit that the device does not have, or repeats
     */
    public Calibration(String name, Origin origin, List<QubitCalibration> qubits, List<GateCalibration> gates,
            List<PairCalibration> pairs, List<Finding> notes) {
        this.name = name;
        this.origin = origin;
        this.qubits = List.copyOf(qubits);
        this.gates = List.copyOf(gates);
        this.pairs = List.copyOf(pairs);
        this.notes = List.copyOf(notes);
        if (qubits.isEmpty() || qubits.size() > MAX_QUBITS) {
            throw new IllegalArgumentException(
                    "a device has 1 to " + MAX_QUBITS + " qubits but " + name + " has " + qubits.size());
        }
        for (GateCalibration gate : gates) {
            gate.qubits().forEach(q -> requireQubit(gate.name(), q));
            if (byName.put(gate.name(), gate) != null) {
                throw new IllegalArgumentException("a gate is calibrated once but " + gate.name() + " is there twice");
            }
        }
        for (PairCalibration pair : pairs) {
            requireQubit("the pair " + pair.a() + "," + pair.b(), pair.b());
            if (byPair.put(Set.of(pair.a(), pair.b()), pair) != null) {
                throw new IllegalArgumentException(
                        "a coupled pair is listed once but " + pair.a() + "," + pair.b() + " is there twice");
            }
        }
        coupling = CouplingMap.of(qubits.size(), entanglers());
    }

    /**
     * Reads a calibration: our own format, or IBM's properties, beside which the configuration of the same name is
     * looked for.
     *
     * @param file the file
     * @return the calibration
     * @throws DeviceFormatException if it is not such a file
     * @throws IOException if it cannot be read
     */
    public static Calibration read(Path file) throws IOException {
        return CalibrationFiles.read(file, null);
    }

    /**
     * Reads IBM's properties and configuration.
     *
     * @param properties what was measured
     * @param configuration how the device is built
     * @return the calibration
     * @throws DeviceFormatException if they are not such files, or do not fit together
     * @throws IOException if one cannot be read
     */
    public static Calibration read(Path properties, Path configuration) throws IOException {
        return CalibrationFiles.read(properties, configuration);
    }

    /**
     * One of the calibrations that come with the program.
     *
     * @param name one of {@link #bundled()}
     * @return the calibration, or empty if there is none of that name
     */
    public static Optional<Calibration> bundled(String name) {
        return CalibrationFiles.bundled(name);
    }

    /**
     * Names of the calibrations that come with the program.
     *
     * @return sorted names
     */
    public static List<String> bundled() {
        return CalibrationFiles.BUNDLED;
    }

    /**
     * The calibration with the digits that measurements have: times to a nanosecond, gate lengths and errors to six and
     * five digits, ZZ interactions to a tenth of a hertz.
     *
     * @return the rounded calibration
     */
    public Calibration rounded() {
        String source = origin.source();
        Origin from = new Origin(source.endsWith(", rounded") ? source : source + ", rounded", origin.date(), origin
                .license());
        return new Calibration(name, from, qubits.stream().map(Rounding::of).toList(),
                gates.stream().map(Rounding::of).toList(), pairs.stream().map(Rounding::of).toList(), notes);
    }

    /**
     * The calibration in our own format, which {@link #read(Path)} reads back.
     *
     * @return JSON
     */
    public String toJson() {
        return CompactFormat.write(this);
    }

    /**
     * The device.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * Where the numbers come from.
     *
     * @return source, date and license
     */
    public Origin origin() {
        return origin;
    }

    /**
     * The qubits.
     *
     * @return one for each qubit of the device
     */
    public List<QubitCalibration> qubits() {
        return qubits;
    }

    /**
     * The gates, usable or not.
     *
     * @return as the file lists them
     */
    public List<GateCalibration> gates() {
        return gates;
    }

    /**
     * The coupled pairs of which something was measured.
     *
     * @return as the file lists them
     */
    public List<PairCalibration> pairs() {
        return pairs;
    }

    /**
     * Which qubits usable two-qubit gates connect.
     *
     * @return the coupling map
     */
    public CouplingMap coupling() {
        return coupling;
    }

    /**
     * A gate that circuits may use.
     *
     * @param gate OpenQASM name
     * @param on its qubits in order
     * @return the gate, or empty if the device lacks it or it is not usable
     */
    public Optional<GateCalibration> usable(String gate, List<Integer> on) {
        return Optional.ofNullable(byName.get(new GateCalibration(gate, on, null, null).name()))
                .filter(GateCalibration::isUsable);
    }

    /**
     * The two-qubit gate between two qubits that the translation uses: the one of least error, of either direction.
     *
     * @param a one qubit
     * @param b the other
     * @return the gate, or empty if the qubits are not coupled
     */
    public Optional<GateCalibration> entangler(int a, int b) {
        @Nullable
        GateCalibration best = null;
        for (String gate : ENTANGLERS) {
            for (List<Integer> on : List.of(List.of(a, b), List.of(b, a))) {
                GateCalibration found = usable(gate, on).orElse(null);
                if (found != null && (best == null || errorOf(found) < errorOf(best))) {
                    best = found;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The ZZ interaction of two qubits that is used: the measured one, or, where that is 0 or missing, the one that
     * follows from coupling, frequencies and anharmonicities.
     *
     * @param a one qubit
     * @param b the other
     * @return hertz, or empty if neither is known
     */
    public OptionalDouble usableZz(int a, int b) {
        PairCalibration pair = byPair.get(Set.of(a, b));
        if (pair == null) {
            return OptionalDouble.empty();
        }
        Double measured = pair.zz();
        return measured != null && measured != 0 ? OptionalDouble.of(measured) : perturbativeZz(pair);
    }

    /**
     * What is used, dropped or changed, and why.
     *
     * @return findings of the reader first
     */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(notes);
        all.addAll(new CalibrationReview(this).findings());
        return all;
    }

    /** What the reader found, which the numbers do not show any more. */
    List<Finding> notes() {
        return notes;
    }

    /** ZZ from coupling, frequencies and anharmonicities, where they are known and far from a resonance. */
    OptionalDouble perturbativeZz(PairCalibration pair) {
        QubitCalibration first = qubits.get(pair.a());
        QubitCalibration second = qubits.get(pair.b());
        Double exchange = pair.exchange();
        Double f1 = first.frequency();
        Double f2 = second.frequency();
        Double a1 = first.anharmonicity();
        Double a2 = second.anharmonicity();
        if (exchange == null || exchange == 0 || f1 == null || f2 == null || a1 == null || a2 == null) {
            return OptionalDouble.empty();
        }
        double detuning = f1 - f2;
        // Perturbation theory needs gaps well above the coupling.
        if (Math.min(Math.abs(detuning + a1), Math.abs(a2 - detuning)) < 3 * Math.abs(exchange)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(PairCalibration.perturbativeZz(exchange, detuning, a1, a2));
    }

    Optional<PairCalibration> pair(int a, int b) {
        return Optional.ofNullable(byPair.get(Set.of(a, b)));
    }

    private List<List<Integer>> entanglers() {
        return gates.stream().filter(g -> g.isUsable() && ENTANGLERS.contains(g.gate()) && g.qubits().size() == 2)
                .map(GateCalibration::qubits).toList();
    }

    private static double errorOf(GateCalibration gate) {
        Double error = gate.error();
        return error == null ? 1 : error;
    }

    private void requireQubit(String what, int qubit) {
        if (qubit >= qubits.size()) {
            throw new IllegalArgumentException(
                    what + " names qubit " + qubit + " but the device has qubits 0 to " + (qubits.size() - 1));
        }
    }

    @Override
    public String toString() {
        return name + " (" + qubits.size() + " qubits)";
    }
}

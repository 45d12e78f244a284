package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What qubits do to their neighbors. Immutable.
 *
 * <p>
 * Static ZZ: while coupled qubits a and b are both not in |0>, |11> turns by {@code exp(-i 2 pi rate t)}. The phase
 * gathers all the time; an operation on a or b acts in the middle of its own time. Two exceptions: the qubits of one
 * gate, whose interaction its calibration includes, and, if {@code isEchoed}, the control of a cross-resonance gate
 * (cx or ecr), where the echo undoes the phase, though not on the target.
 *
 * <p>
 * Simultaneous gates: the error of one gate while another runs, as simultaneous randomized benchmarking measures it.
 *
 * @param rates shift in hertz of each pair, the lower qubit first
 * @param isEchoed whether the echo of cross-resonance gates protects their control
 * @param isDuringGatesOnly whether ZZ acts only while a two-qubit gate runs on a or b
 * @param simultaneous errors of gates while others run
 */
public record Crosstalk(Map<List<Integer>, Double> rates, boolean isEchoed, boolean isDuringGatesOnly,
        List<Simultaneous> simultaneous) {

    /**
     * The error of a gate while another runs. Not symmetric.
     *
     * @param gate OpenQASM name
     * @param qubits its qubits
     * @param other OpenQASM name of the other gate
     * @param otherQubits qubits of the other gate
     * @param error average infidelity of the first gate meanwhile, 0 to 1
     */
    public record Simultaneous(String gate, List<Integer> qubits, String other, List<Integer> otherQubits,
            double error) {

        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException if the error is no probability or the gates share a qubit
         */
        public Simultaneous {
            qubits = List.copyOf(qubits);
            otherQubits = List.copyOf(otherQubits);
            Checks.probability("the error of " + gate + " " + qubits, error);
            if (qubits.stream().anyMatch(otherQubits::contains)) {
                throw new IllegalArgumentException("gates that run at the same time share no qubit but were " + gate
                        + " " + qubits + " and " + other + " " + otherQubits);
            }
        }
    }

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if a pair is not ordered or a rate is not finite
     */
    public Crosstalk {
        rates = Map.copyOf(rates);
        simultaneous = List.copyOf(simultaneous);
        rates.forEach((pair, rate) -> {
            if (pair.size() != 2) {
                throw new IllegalArgumentException("a ZZ interaction joins two qubits but was given " + pair);
            }
            new PairCalibration(pair.get(0), pair.get(1), null, rate);
        });
    }

    /**
     * The static ZZ of a device's coupled pairs, as measured, or as it follows from couplings, frequencies and
     * anharmonicities. Calibrations tell nothing about simultaneous gates.
     *
     * @param device the device
     * @return the interactions that are known
     */
    public static Crosstalk of(Calibration device) {
        Map<List<Integer>, Double> rates = new LinkedHashMap<>();
        for (PairCalibration pair : device.pairs()) {
            device.usableZz(pair.a(), pair.b()).ifPresent(zz -> rates.put(List.of(pair.a(), pair.b()), zz));
        }
        return new Crosstalk(rates, true, false, List.of());
    }

    /**
     * With a table of errors of simultaneous gates.
     *
     * @param table the errors
     * @return the crosstalk
     */
    public Crosstalk withSimultaneous(List<Simultaneous> table) {
        return new Crosstalk(rates, isEchoed, isDuringGatesOnly, table);
    }

    /**
     * With or without ZZ while no two-qubit gate runs on the pair.
     *
     * @param only whether to leave it out
     * @return the crosstalk
     */
    public Crosstalk withDuringGatesOnly(boolean only) {
        return new Crosstalk(rates, isEchoed, only, simultaneous);
    }

    /**
     * With or without the echo of cross-resonance gates.
     *
     * @param echoed whether it protects their control
     * @return the crosstalk
     */
    public Crosstalk withEcho(boolean echoed) {
        return new Crosstalk(rates, echoed, isDuringGatesOnly, simultaneous);
    }

    /** The largest error of a gate that any of the others causes. */
    OptionalDouble error(Named gate, List<Named> others) {
        return simultaneous.stream().filter(s -> s.gate.equals(gate.name()) && s.qubits.equals(gate.qubits()))
                .filter(s -> others.contains(new Named(s.other, s.otherQubits)))
                .mapToDouble(Simultaneous::error).max();
    }

    /**
     * A gate on the device's qubits.
     *
     * @param name OpenQASM name
     * @param qubits its qubits
     */
    record Named(String name, List<Integer> qubits) {
    }

    /** The pairs among some of the device's qubits. */
    List<List<Integer>> among(List<Integer> qubits) {
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> pair : rates.keySet().stream()
                .sorted((x, y) -> x.get(0).equals(y.get(0)) ? x.get(1) - y.get(1) : x.get(0) - y.get(0)).toList()) {
            if (qubits.containsAll(pair)) {
                all.add(pair);
            }
        }
        return all;
    }
}

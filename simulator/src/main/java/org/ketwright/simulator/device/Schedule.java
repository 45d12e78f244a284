package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Operation;

/**
 * When the operations of a circuit happen. Operations on different qubits overlap; a qubit waits for what it shares
 * with others, and a condition for the classical bits that it asks.
 *
 * @param circuit the circuit
 * @param qubits the device's qubit of each qubit of the circuit
 * @param lengths how long operations last on the device's qubits
 * @param operations by start, those that start together in the order of the circuit
 * @param duration seconds from the first start to the last end
 */
public record Schedule(Circuit circuit, List<Integer> qubits, Lengths lengths, List<Timed> operations,
        double duration) {
    /** Times closer than this are the same: a femtosecond, far below any clock. */
    private static final double SAME = 1e-15;

    /** Whether operations happen early or late. */
    public enum Policy {
        /** As soon as possible. */
        ASAP,
        /** As late as possible: qubits stay in |0>, where nothing happens to them, until they are needed. */
        ALAP
    }

    /** Copies. */
    public Schedule {
        qubits = List.copyOf(qubits);
        operations = List.copyOf(operations);
    }

    /**
     * Schedules a circuit for its device.
     *
     * @param transpiled the circuit and the device
     * @param policy early or late
     * @return when each operation happens
     */
    public static Schedule of(Transpiled transpiled, Policy policy) {
        return of(transpiled.circuit(), transpiled.qubits(), Lengths.of(transpiled.device()), policy);
    }

    /**
     * Schedules a circuit.
     *
     * @param circuit the circuit
     * @param qubits the device's qubit of each qubit of the circuit
     * @param lengths how long operations last on the device's qubits
     * @param policy early or late
     * @return when each operation happens
     * @throws IllegalArgumentException if there are not as many qubits as the circuit has
     */
    public static Schedule of(Circuit circuit, List<Integer> qubits, Lengths lengths, Policy policy) {
        if (qubits.size() != circuit.qubits()) {
            throw new IllegalArgumentException("the circuit has " + circuit.qubits() + " qubits but " + qubits.size()
                    + " qubits of a device were given");
        }
        List<Timed> timed = policy == Policy.ASAP
                ? early(circuit.operations(), qubits, lengths)
                : late(circuit.operations(), qubits, lengths);
        double duration = timed.stream().mapToDouble(Timed::end).max().orElse(0);
        List<Timed> sorted = new ArrayList<>(timed);
        sorted.sort(Comparator.comparingDouble(Timed::start));
        return new Schedule(circuit, qubits, lengths, sorted, duration);
    }

    /**
     * The spans between starts and ends.
     *
     * @return moments that follow each other without a gap
     */
    public List<Moment> moments() {
        TreeSet<Double> times = new TreeSet<>();
        times.add(0.0);
        for (Timed t : operations) {
            add(times, t.start());
            add(times, t.end());
        }
        List<Double> bounds = List.copyOf(times);
        List<Timed> busy = operations.stream()
                .filter(t -> t.duration() > SAME && !(t.operation() instanceof Operation.Delay)).toList();
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i + 1 < bounds.size(); i++) {
            double from = bounds.get(i);
            double to = bounds.get(i + 1);
            double middle = (from + to) / 2;
            List<Timed> running = busy.stream().filter(t -> t.start() < middle && t.end() > middle).toList();
            TreeSet<Integer> idle = new TreeSet<>(IntStream.range(0, circuit.qubits()).boxed().toList());
            running.forEach(t -> idle.removeAll(t.operation().qubitsTouched()));
            moments.add(new Moment(from, to - from, running, List.copyOf(idle)));
        }
        return moments;
    }

    static double span(List<Operation> operations, List<Integer> qubits, Lengths lengths) {
        return early(operations, qubits, lengths).stream().mapToDouble(Timed::end).max().orElse(0);
    }

    static boolean isSame(double a, double b) {
        return Math.abs(a - b) <= SAME;
    }

    private static void add(TreeSet<Double> times, double time) {
        if (times.subSet(time - SAME, true, time + SAME, true).isEmpty()) {
            times.add(time);
        }
    }

    private static List<Timed> early(List<Operation> operations, List<Integer> qubits, Lengths lengths) {
        Map<Integer, Double> free = new HashMap<>();
        List<Timed> out = new ArrayList<>();
        for (Operation o : operations) {
            List<Integer> wires = Dependencies.wires(o);
            double start = wires.stream().mapToDouble(w -> free.getOrDefault(w, 0.0)).max().orElse(0);
            double length = lengths.of(o, qubits);
            wires.forEach(w -> free.put(w, start + length));
            out.add(new Timed(o, start, length));
        }
        return out;
    }

    private static List<Timed> late(List<Operation> operations, List<Integer> qubits, Lengths lengths) {
        List<Timed> backwards = early(operations.reversed(), qubits, lengths);
        double duration = backwards.stream().mapToDouble(Timed::end).max().orElse(0);
        return backwards.reversed().stream()
                .map(t -> new Timed(t.operation(), Math.max(0, duration - t.end()), t.duration())).toList();
    }
}

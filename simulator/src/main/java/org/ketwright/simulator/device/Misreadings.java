package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.channel.ReadoutError;

/**
 * Which measurements of a schedule are misread, and how. Qubits of one group are misread together, so they must be
 * measured together: all at the end, or else so that from the first of their measurements to the last nothing else
 * happens to these qubits or to what was read of them.
 */
final class Misreadings {
    private final ReadoutNoise readout;
    private final Schedule schedule;
    private final List<Timed> events;
    private final Set<Operation> finals;
    private final IdentityHashMap<Timed, Together> after = new IdentityHashMap<>();
    private final Set<Timed> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Records that are misread together.
     *
     * @param group the qubits that they are of
     * @param misread how
     */
    record Together(ReadoutNoise.Group group, Operation.Misread misread) {
    }

    /**
     * Finds them.
     *
     * @param events what happens, in the order of time
     * @param finals measurements at the end; those that are misread together with others before the end are taken out
     * @throws IllegalArgumentException if qubits that are misread together are not measured together
     */
    Misreadings(@Nullable ReadoutNoise readout, Schedule schedule, List<Timed> events, Set<Operation> finals) {
        this.readout = readout == null ? new ReadoutNoise(List.of()) : readout;
        this.schedule = schedule;
        this.events = events;
        this.finals = finals;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).operation() instanceof Operation.Measure m && !seen.contains(events.get(i))) {
                ReadoutNoise.Group group = group(m.qubit());
                if (group != null) {
                    find(group, i, m);
                }
            }
        }
    }

    /** How records are misread once a measurement before the end is over. */
    @Nullable
    Together after(Timed measurement) {
        return after.get(measurement);
    }

    /** The groups whose qubits are measured at the end. */
    List<ReadoutNoise.Group> atTheEnd() {
        Set<Integer> measured = new TreeSet<>();
        for (Timed t : events) {
            if (t.operation() instanceof Operation.Measure m && finals.contains(m)) {
                measured.add(m.qubit());
            }
        }
        return readout.groups().stream().filter(g -> present(g).stream().anyMatch(measured::contains)).toList();
    }

    /** Qubits of the circuit that are in a group, the lowest bit of its matrix first. */
    List<Integer> present(ReadoutNoise.Group group) {
        return group.qubits().stream().filter(schedule.qubits()::contains).map(schedule.qubits()::indexOf).toList();
    }

    /** The error of the qubits that the circuit has; the others are in |0>. */
    ReadoutError error(ReadoutNoise.Group group) {
        List<Integer> on = present(group);
        return on.size() == group.qubits().size()
                ? group.error()
                : Marginals.of(group.error(),
                        on.stream().map(q -> group.qubits().indexOf(schedule.qubits().get(q))).toList());
    }

    private ReadoutNoise.@Nullable Group group(int qubit) {
        return readout.groups().stream().filter(g -> g.qubits().contains(schedule.qubits().get(qubit))).findFirst()
                .orElse(null);
    }

    private void find(ReadoutNoise.Group group, int first, Operation.Measure m) {
        List<Integer> on = present(group);
        Map<Integer, Timed> together = together(on, first);
        if (together.size() < on.size()) {
            if (!finals.contains(m) || !on.stream().allMatch(this::isMeasuredAtTheEnd)) {
                throw apart(group, m, together.keySet());
            }
            return;
        }
        seen.addAll(together.values());
        if (!together.values().stream().allMatch(t -> finals.contains(t.operation()))) {
            together.values().forEach(t -> finals.remove(t.operation()));
            Timed last = List.copyOf(together.values()).getLast();
            after.put(last, new Together(group,
                    new Operation.Misread(error(group), on.stream().map(q -> clbit(together.get(q))).toList())));
        }
    }

    private static int clbit(@Nullable Timed measurement) {
        if (measurement == null || !(measurement.operation() instanceof Operation.Measure m)) {
            throw new IllegalStateException("no measurement: " + measurement);
        }
        return m.clbit();
    }

    /** Measurements of some qubits, from the first on until something else happens to them. */
    private Map<Integer, Timed> together(List<Integer> on, int first) {
        Map<Integer, Timed> found = new LinkedHashMap<>();
        Set<Integer> records = new HashSet<>();
        for (int i = first; i < events.size() && found.size() < on.size(); i++) {
            Operation o = events.get(i).operation();
            if (o instanceof Operation.Measure m && on.contains(m.qubit()) && !found.containsKey(m.qubit())
                    && records.add(m.clbit())) {
                found.put(m.qubit(), events.get(i));
            } else if (!(o instanceof Operation.Wall) && (o.qubitsTouched().stream().anyMatch(on::contains)
                    || o.clbitsTouched().stream().anyMatch(records::contains))) {
                break;
            }
        }
        return found;
    }

    private boolean isMeasuredAtTheEnd(int qubit) {
        return events.stream().anyMatch(t -> t.operation() instanceof Operation.Measure m && m.qubit() == qubit
                && finals.contains(m));
    }

    private IllegalArgumentException apart(ReadoutNoise.Group group, Operation.Measure m, Set<Integer> together) {
        List<Integer> others = new ArrayList<>(present(group));
        others.removeAll(together);
        return new IllegalArgumentException("qubits " + group.qubits() + " are misread together, but qubit "
                + schedule.qubits().get(m.qubit()) + " is measured without "
                + others.stream().map(schedule.qubits()::get).toList()
                + "; they must be measured in a row, with nothing between on them or on their results (a barrier before"
                + " makes their measurements start together)");
    }
}

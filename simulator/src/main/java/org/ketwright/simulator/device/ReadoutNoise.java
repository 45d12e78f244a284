package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ketwright.simulator.channel.ReadoutError;

/**
 * Errors of measurements. Immutable.
 *
 * @param groups errors of single qubits, and of qubits that are misread together; no qubit is in two groups
 */
public record ReadoutNoise(List<Group> groups) {

    /**
     * Qubits that are read together.
     *
     * @param qubits the device's qubits, the lowest bit of the matrix first
     * @param error how they are misread
     */
    public record Group(List<Integer> qubits, ReadoutError error) {

        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException if the matrix has another size
         */
        public Group {
            qubits = List.copyOf(qubits);
            if (qubits.size() != error.qubits()) {
                throw new IllegalArgumentException("a readout matrix of " + error.qubits()
                        + " qubits was given the qubits " + qubits);
            }
        }
    }

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if a qubit is in two groups
     */
    public ReadoutNoise {
        groups = List.copyOf(groups);
        Set<Integer> seen = new HashSet<>();
        for (Group g : groups) {
            for (int q : g.qubits) {
                if (!seen.add(q)) {
                    throw new IllegalArgumentException("a qubit has one readout error but qubit " + q + " has two");
                }
            }
        }
    }

    /**
     * The readout errors of a device, each qubit by itself.
     *
     * @param device the device
     * @return the errors of the qubits that have any
     */
    public static ReadoutNoise of(Calibration device) {
        List<Group> groups = new ArrayList<>();
        for (int q = 0; q < device.qubits().size(); q++) {
            Double one = device.qubits().get(q).oneGivenZero();
            Double zero = device.qubits().get(q).zeroGivenOne();
            if (one != null && zero != null) {
                groups.add(new Group(List.of(q), ReadoutError.asymmetric(one, zero)));
            }
        }
        return new ReadoutNoise(groups);
    }

    /**
     * With qubits that are misread together instead of each by itself.
     *
     * @param group the qubits and their error
     * @return the errors, without those of the group's qubits before
     */
    public ReadoutNoise with(Group group) {
        List<Group> all = new ArrayList<>(groups.stream()
                .filter(g -> g.qubits.stream().noneMatch(group.qubits::contains)).toList());
        all.add(group);
        return new ReadoutNoise(all);
    }
}

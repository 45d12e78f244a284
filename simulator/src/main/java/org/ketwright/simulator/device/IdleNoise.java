package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ketwright.simulator.channel.ThermalRelaxation;

/**
 * Relaxation of qubits on which nothing happens. Immutable.
 *
 * @param perSecond relaxation for one second, by the device's qubit; -1 stands for all others
 */
public record IdleNoise(Map<Integer, ThermalRelaxation> perSecond) {
    static final int ALL = -1;

    /** Copies. */
    public IdleNoise {
        perSecond = Map.copyOf(perSecond);
    }

    /**
     * With the relaxation times of a device.
     *
     * @param device the device
     * @return relaxation of each qubit
     */
    public static IdleNoise of(Calibration device) {
        Map<Integer, ThermalRelaxation> all = new HashMap<>();
        for (int q = 0; q < device.qubits().size(); q++) {
            QubitCalibration c = device.qubits().get(q);
            all.put(q, new ThermalRelaxation(c.usableT1(), c.usableT2(), 1, 0));
        }
        return new IdleNoise(all);
    }

    /** What a qubit suffers in some time. */
    Optional<ThermalRelaxation> of(int qubit, double seconds) {
        ThermalRelaxation own = perSecond.getOrDefault(qubit, perSecond.get(ALL));
        return own == null
                ? Optional.empty()
                : Optional.of(new ThermalRelaxation(own.t1(), own.t2(), seconds, own.excited()));
    }

    /** Whether a qubit that was never touched stays in |0>. */
    boolean leavesZero(int qubit) {
        return of(qubit, 0).map(r -> r.excited() == 0).orElse(true);
    }

    List<Integer> qubits() {
        List<Integer> all = new ArrayList<>(perSecond.keySet());
        all.sort(null);
        return all;
    }
}

package org.ketwright.studies.robqunn;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Proportion;

/**
 * What is known of one network under the noise of a device.
 *
 * @param device what was run on
 * @param fit what became of the circuit
 * @param check closed form and density matrices compared
 * @param deviations standard deviation of each kind of feature over the test images
 * @param regimes by how the network was trained
 */
record NoisyResult(DeviceCircuit.Device device, DeviceCircuit.Fit fit, EngineCell.Result check,
        List<Double> deviations, Map<Regime, Attacked> regimes) {

    /** What the head of a network that runs on a device was trained on. */
    enum Regime {
        /** On features without noise. */
        DEPLOYED("trained without noise"),
        /** On features with the noise of the device. */
        RETRAINED("trained with noise");

        private final String label;

        Regime(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Counts at each budget of the settings, under {@link Protocol#FGSM}, {@link Protocol#PGD} and
     * {@link Protocol#MIM}.
     *
     * @param clean accuracy on all test images
     * @param adaptive the attacker sees the noise: gradients go exactly through it
     * @param transferred the attacker sees the same network without noise
     */
    record Attacked(Proportion clean, Map<Protocol, List<Outcome>> adaptive,
            Map<Protocol, List<Outcome>> transferred) {

        Attacked {
            adaptive = copy(adaptive);
            transferred = copy(transferred);
        }

        private static Map<Protocol, List<Outcome>> copy(Map<Protocol, List<Outcome>> curves) {
            Map<Protocol, List<Outcome>> copy = new EnumMap<>(Protocol.class);
            curves.forEach((protocol, outcomes) -> copy.put(protocol, List.copyOf(outcomes)));
            return Collections.unmodifiableMap(copy);
        }
    }

    NoisyResult {
        deviations = List.copyOf(deviations);
        regimes = Collections.unmodifiableMap(new EnumMap<>(regimes));
    }
}

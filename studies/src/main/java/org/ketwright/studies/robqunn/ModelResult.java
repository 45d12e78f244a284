package org.ketwright.studies.robqunn;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Proportion;

/**
 * What is known of one network.
 *
 * @param clean
 *            accuracy on all test images
 * @param train
 *            accuracy over the last epoch of training
 * @param deviations
 *            standard deviation of each kind of feature over the test images
 * @param curves
 *            counts at each budget of the settings
 * @param strong
 *            counts of PGD with 200 steps and a budget of 1
 * @param method
 *            how its features are computed
 */
record ModelResult(Proportion clean, double train, List<Double> deviations, Map<Protocol, List<Outcome>> curves,
        Outcome strong, String method) {

    ModelResult {
        deviations = List.copyOf(deviations);
        Map<Protocol, List<Outcome>> copy = new EnumMap<>(Protocol.class);
        curves.forEach((protocol, outcomes) -> copy.put(protocol, List.copyOf(outcomes)));
        curves = Collections.unmodifiableMap(copy);
    }

    /** Mean accuracy over the budgets that are not 0. */
    double robustness(Protocol protocol, List<Double> budgets) {
        return mean(curves.getOrDefault(protocol, List.of()), budgets);
    }

    /** Mean accuracy of a curve over the budgets that are not 0. */
    static double mean(List<Outcome> outcomes, List<Double> budgets) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (budgets.get(i) > 0) {
                sum += outcomes.get(i).accuracy().value();
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}

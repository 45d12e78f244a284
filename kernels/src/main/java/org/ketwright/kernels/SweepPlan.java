package org.ketwright.kernels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schedule of a plan for large states, for any angles.
 *
 * @param passes what is done
 * @param frame where amplitudes are stored afterwards
 * @param bindings how steps give numbers to terms, in the order of the plan
 * @param terms number of terms
 * @param tableBytes room for coefficients
 * @param weaves number of tables of phases
 * @param steps steps of the plan
 * @param nanoseconds time that planning took
 */
record SweepPlan(List<SweepPass> passes, SweepFrame frame, List<SweepBinding> bindings, int terms, long tableBytes,
        int weaves, int steps, long nanoseconds) {

    /** The schedules of one plan by where amplitudes are stored at the start; the least recently used ones go. */
    private static final class Cache {
        private static final int MOST = 16;

        private final Map<SweepFrame, SweepPlan> plans = new LinkedHashMap<>(MOST, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<SweepFrame, SweepPlan> eldest) {
                return size() > MOST;
            }
        };

        synchronized SweepPlan get(Plan plan, SweepFrame start, SweepShape shape) {
            SweepPlan known = plans.get(start);
            if (known == null) {
                known = SweepPlanner.plan(plan, start, shape);
                plans.put(start.copy(), known);
            }
            return known;
        }
    }

    /** The schedule of a plan, made on first use and kept with the plan. */
    static SweepPlan of(Plan plan, SweepFrame start, SweepShape shape) {
        return plan.schedule(shape, Cache.class, Cache::new).get(plan, start, shape);
    }

    /** What a run must be given: the numbers of all terms. */
    SweepValues values(Angles angles, Samples samples, int sample, long flips) {
        SweepValues values = new SweepValues(angles, samples, sample, terms, flips);
        for (SweepBinding binding : bindings) {
            binding.bind(values);
        }
        return values;
    }
}

package org.ketwright.studies.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ketwright.simulator.Provenance;
import org.ketwright.simulator.TrajectorySimulator;

/** Says how a result was computed. */
final class Provenances {

    private Provenances() {
    }

    /** In words. */
    static String words(Engine engine) {
        Provenance how = engine.simulator().provenance();
        return how.method().label() + (engine.simulator() instanceof TrajectorySimulator t
                ? " (" + t.trajectories() + " draws)"
                : "") + ", " + precision(how) + " precision, backend " + how.backend() + " ("
                + EngineOptions.device(engine.backend()) + ")";
    }

    /** For programs; more may be put into it. */
    static Map<String, Object> tree(Engine engine) {
        Provenance how = engine.simulator().provenance();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("method", how.method().label());
        tree.put("precision", precision(how));
        tree.put("backend", how.backend());
        tree.put("device", EngineOptions.device(engine.backend()));
        tree.put("threads", engine.backend().threads());
        if (engine.simulator() instanceof TrajectorySimulator t) {
            tree.put("trajectories", t.trajectories());
        }
        return tree;
    }

    private static String precision(Provenance how) {
        return how.precision().name().toLowerCase(Locale.ROOT);
    }
}

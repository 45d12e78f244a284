package org.ketwright.studies.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ketwright.simulator.Provenance;
import org.ketwright.simulator.StateVectorSimulator;

/** Says how a result was computed. */
final class Provenances {

    private Provenances() {
    }

    /** In words. */
    static String words(StateVectorSimulator simulator) {
        Provenance how = simulator.provenance();
        return how.method().label() + ", " + precision(how) + " precision, backend " + how.backend() + " ("
                + EngineOptions.device(simulator.backend()) + ")";
    }

    /** For programs; more may be put into it. */
    static Map<String, Object> tree(StateVectorSimulator simulator) {
        Provenance how = simulator.provenance();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("method", how.method().label());
        tree.put("precision", precision(how));
        tree.put("backend", how.backend());
        tree.put("device", EngineOptions.device(simulator.backend()));
        tree.put("threads", simulator.backend().threads());
        return tree;
    }

    private static String precision(Provenance how) {
        return how.precision().name().toLowerCase(Locale.ROOT);
    }
}

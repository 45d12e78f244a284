package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.List;

/** What a reader ignored or finds odd, without refusing the program. */
final class Warnings {
    private final Source source;
    private final List<String> list = new ArrayList<>();

    Warnings(Source source) {
        this.source = source;
    }

    /** Adds a warning about a place. */
    void add(Position position, String text) {
        if (list.size() < Limits.WARNINGS) {
            list.add(source.path() + ":" + position.line() + ":" + position.column() + ": " + text);
        }
    }

    /** The warnings so far. */
    List<String> list() {
        return List.copyOf(list);
    }
}

package org.ketwright.benchmarks.harness;

import java.util.function.Function;

/**
 * One JMH method and the work it does.
 *
 * @param name name in goals and tables
 * @param type class of the method
 * @param method its name
 * @param kind how it is timed
 * @param work what one call does under given parameters
 */
public record Subject(String name, Class<?> type, String method, Kind kind, Function<Setting, Work> work) {

    /** How something is timed. */
    public enum Kind {
        /** After warming up, with each number of threads. */
        TEAM,
        /** After warming up, with one thread, since more would not help. */
        SOLO,
        /** Once in each of several fresh virtual machines, with the largest number of threads. */
        COLD
    }

    /**
     * JMH's name of it.
     *
     * @return class and method
     */
    public String benchmark() {
        return type.getName() + "." + method;
    }
}

package org.ketwright.kernels;

/** Whether a backend can run on this machine; asking never throws. */
public sealed interface Availability {

    /**
     * The backend runs.
     *
     * @param device what it runs on, in words: processor name, vector lanes, threads, memory
     */
    record Ready(String device) implements Availability {
    }

    /**
     * The backend cannot run here.
     *
     * @param reason what is missing and how to get it, in one line
     */
    record Missing(String reason) implements Availability {
    }
}

package org.ketwright.classical.network;

/** Whether networks can run on this machine. */
public sealed interface EngineStatus {

    /**
     * They can.
     *
     * @param engine library and version
     */
    record Ready(String engine) implements EngineStatus {
    }

    /**
     * They cannot.
     *
     * @param reason why, and what helps
     */
    record Missing(String reason) implements EngineStatus {
    }
}

package org.ketwright.simulator.qasm;

/** A version of the language. */
public enum QasmVersion {
    /** OpenQASM 2.0. */
    TWO("2.0"),
    /** OpenQASM 3. */
    THREE("3.0");

    private final String number;

    QasmVersion(String number) {
        this.number = number;
    }

    /**
     * The number in the first line of a program.
     *
     * @return the version number
     */
    public String number() {
        return number;
    }
}

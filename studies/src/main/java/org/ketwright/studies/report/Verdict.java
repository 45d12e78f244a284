package org.ketwright.studies.report;

/** Whether measurements support a claim. */
public enum Verdict {
    /** The measurements agree with the claim, beyond their intervals. */
    SUPPORTED("supported"),
    /** The measurements contradict the claim, beyond their intervals. */
    NOT_SUPPORTED("not supported"),
    /** The intervals are too wide, or something was not run. */
    CANNOT_TELL("cannot tell");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /**
     * For people.
     *
     * @return "supported", "not supported" or "cannot tell"
     */
    public String words() {
        return words;
    }
}

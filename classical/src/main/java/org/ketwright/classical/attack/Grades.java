package org.ketwright.classical.attack;

/**
 * What a classifier said of each sample before and after an attack.
 *
 * @param labels N true classes
 * @param clean N classes predicted before the attack
 * @param attacked N classes predicted after the attack
 * @param goalClass class that the attack aimed at, or -1 for any wrong class
 */
public record Grades(long[] labels, int[] clean, int[] attacked, int goalClass) {

    /** Checks the lengths. */
    public Grades {
        if (clean.length != labels.length || attacked.length != labels.length) {
            throw new IllegalArgumentException("labels and predictions must be equally many but are " + labels.length
                    + ", " + clean.length + " and " + attacked.length);
        }
    }

    /**
     * Number of samples.
     *
     * @return N
     */
    public int count() {
        return labels.length;
    }

    /**
     * Whether the classifier was right before the attack.
     *
     * @param sample which sample
     * @return true if so
     */
    public boolean isCleanCorrect(int sample) {
        return clean[sample] == labels[sample];
    }

    /**
     * Whether the attack had anything to win: the sample was right and not of the goal class.
     *
     * @param sample which sample
     * @return true if so
     */
    public boolean isEligible(int sample) {
        return isCleanCorrect(sample) && labels[sample] != goalClass;
    }

    /**
     * Whether the classifier is right after the attack.
     *
     * @param sample which sample
     * @return true if so
     */
    public boolean isRobustCorrect(int sample) {
        return attacked[sample] == labels[sample];
    }

    /**
     * Whether an eligible sample became wrong.
     *
     * @param sample which sample
     * @return true if so
     */
    public boolean isFlipped(int sample) {
        return isEligible(sample) && !isRobustCorrect(sample);
    }

    /**
     * Whether the attack got what it was after from an eligible sample.
     *
     * @param sample which sample
     * @return true if so
     */
    public boolean isGoalHit(int sample) {
        return isFlipped(sample) && (goalClass < 0 || attacked[sample] == goalClass);
    }

    /**
     * The counts.
     *
     * @return sums of the flags
     */
    public Outcome outcome() {
        int cleanCorrect = 0;
        int eligible = 0;
        int flipped = 0;
        int hitGoal = 0;
        int robustCorrect = 0;
        for (int i = 0; i < labels.length; i++) {
            cleanCorrect += isCleanCorrect(i) ? 1 : 0;
            eligible += isEligible(i) ? 1 : 0;
            flipped += isFlipped(i) ? 1 : 0;
            hitGoal += isGoalHit(i) ? 1 : 0;
            robustCorrect += isRobustCorrect(i) ? 1 : 0;
        }
        return new Outcome(labels.length, cleanCorrect, eligible, flipped, hitGoal, robustCorrect);
    }
}

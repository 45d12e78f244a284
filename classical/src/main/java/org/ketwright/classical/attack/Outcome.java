package org.ketwright.classical.attack;

/**
 * Counts of an attack on a set of samples, from which every rate follows with its denominator.
 *
 * @param total all samples
 * @param cleanCorrect correct before the attack
 * @param eligible correct before the attack and, if there is a goal class, not of that class
 * @param flipped eligible and wrong after the attack
 * @param hitGoal eligible and predicted as the goal class after the attack; without a goal class equal to flipped
 * @param robustCorrect correct after the attack, whatever they were before
 */
public record Outcome(int total, int cleanCorrect, int eligible, int flipped, int hitGoal, int robustCorrect) {

    /** Checks the counts. */
    public Outcome {
        boolean nested = 0 <= hitGoal && hitGoal <= flipped && flipped <= eligible && eligible <= cleanCorrect
                && cleanCorrect <= total && 0 <= robustCorrect && robustCorrect <= total;
        if (!nested) {
            throw new IllegalArgumentException(
                    "counts must satisfy hitGoal <= flipped <= eligible <= cleanCorrect <= total and robustCorrect <= "
                            + "total but were " + hitGoal + ", " + flipped + ", " + eligible + ", " + cleanCorrect
                            + ", " + total + " and " + robustCorrect);
        }
    }

    /**
     * Accuracy before the attack.
     *
     * @return share of all samples
     */
    public Proportion cleanAccuracy() {
        return new Proportion(cleanCorrect, total);
    }

    /**
     * Accuracy under attack.
     *
     * @return share of all samples
     */
    public Proportion accuracy() {
        return new Proportion(robustCorrect, total);
    }

    /**
     * Success rate of the attack at what it was after: a wrong class, or the goal class.
     *
     * @return share of the eligible samples
     */
    public Proportion successRate() {
        return new Proportion(hitGoal, eligible);
    }

    /**
     * Success rate at making eligible samples wrong, whatever class was aimed at.
     *
     * @return share of the eligible samples
     */
    public Proportion flipRate() {
        return new Proportion(flipped, eligible);
    }

    /**
     * Errors under attack, those of the classifier itself included: one minus the accuracy.
     *
     * @return share of all samples
     */
    public Proportion errorRate() {
        return new Proportion(total - robustCorrect, total);
    }

    /**
     * Counts of two sets of samples together.
     *
     * @param other counts of another set
     * @return the sums
     */
    public Outcome plus(Outcome other) {
        return new Outcome(total + other.total, cleanCorrect + other.cleanCorrect, eligible + other.eligible,
                flipped + other.flipped, hitGoal + other.hitGoal, robustCorrect + other.robustCorrect);
    }
}

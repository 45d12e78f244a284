package org.ketwright.classical.attack;

/**
 * Length of one step of an iterative attack, in pixel values or as a share of the budget.
 *
 * @param value length, or share
 * @param unit what the value counts
 */
public record StepSize(double value, Unit unit) {

    /** What a step size counts. */
    public enum Unit {
        /** Pixel values, whatever the budget. */
        PIXEL,
        /** Budgets: 0.125 is an eighth of the budget. */
        BUDGET
    }

    /** Checks the value. */
    public StepSize {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a step size must be positive and finite but was " + value);
        }
    }

    /**
     * A length in pixel values.
     *
     * @param value length
     * @return the step size
     */
    public static StepSize absolute(double value) {
        return new StepSize(value, Unit.PIXEL);
    }

    /**
     * A share of the budget.
     *
     * @param share length divided by the budget
     * @return the step size
     */
    public static StepSize ofBudget(double share) {
        return new StepSize(share, Unit.BUDGET);
    }

    /**
     * Length of a step.
     *
     * @param budget budget of the attack
     * @return length in pixel values
     */
    public double length(double budget) {
        return unit == Unit.PIXEL ? value : value * budget;
    }
}

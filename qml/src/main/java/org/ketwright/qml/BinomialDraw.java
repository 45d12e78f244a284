package org.ketwright.qml;

/**
 * Draws how many of n trials succeed from one uniform number, exactly, by going through the outcomes from the likeliest
 * outwards: about as many steps as the standard deviation is large.
 */
final class BinomialDraw {
    private final double[] logFactorial;

    /** For up to a number of trials. */
    BinomialDraw(int most) {
        logFactorial = new double[most + 1];
        for (int i = 2; i <= most; i++) {
            logFactorial[i] = logFactorial[i - 1] + Math.log(i);
        }
    }

    /**
     * One draw.
     *
     * @param trials n
     * @param probability p of success, in [0, 1]
     * @param uniform in [0, 1)
     * @return 0..n
     */
    int draw(int trials, double probability, double uniform) {
        if (probability <= 0) {
            return 0;
        }
        if (probability >= 1) {
            return trials;
        }
        double odds = probability / (1 - probability);
        int mode = (int) Math.min(trials, Math.floor((trials + 1) * probability));
        double atMode = Math.exp(logFactorial[trials] - logFactorial[mode] - logFactorial[trials - mode]
                + mode * Math.log(probability) + (trials - mode) * Math.log1p(-probability));
        double left = uniform - atMode;
        double below = atMode;
        double above = atMode;
        for (int step = 1; left >= 0 && step <= trials; step++) {
            int up = mode + step;
            if (up <= trials) {
                above *= (trials - up + 1) * odds / up;
                left -= above;
                if (left < 0) {
                    return up;
                }
            }
            int down = mode - step;
            if (down >= 0) {
                below *= (down + 1) / ((trials - down) * odds);
                left -= below;
                if (left < 0) {
                    return down;
                }
            }
        }
        // Rounding leaves a sum a little under one; what is left of it belongs to the likeliest outcome.
        return mode;
    }
}

package org.ketwright.studies.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Proportion;

/**
 * Numbers of several draws, one entry for each: those of a draw that gave none are NaN, so that entries of two
 * quantities stay paired, and are left out of means at the end.
 */
public final class Draws {

    private Draws() {
    }

    /**
     * One number for each draw.
     *
     * @param draws how many draws there are
     * @param number the number of a draw, or empty
     * @return the numbers; NaN where there is none
     */
    public static double[] of(int draws, IntFunction<Optional<Double>> number) {
        return IntStream.range(0, draws).mapToDouble(draw -> number.apply(draw).orElse(Double.NaN)).toArray();
    }

    /**
     * The difference of two numbers, draw by draw.
     *
     * @param one the numbers of some draws
     * @param other the numbers of the same draws; more draws are ignored
     * @return as many as the first has
     */
    public static double[] minus(double[] one, double... other) {
        double[] out = new double[one.length];
        Arrays.setAll(out, i -> one[i] - other[i]);
        return out;
    }

    /**
     * The mean of several numbers, draw by draw.
     *
     * @param all the numbers, each of at least so many draws
     * @param draws how many draws there are
     * @return the means; NaN where one is missing
     */
    public static double[] average(List<double[]> all, int draws) {
        double[] out = new double[draws];
        Arrays.setAll(out, i -> all.isEmpty()
                ? Double.NaN
                : all.stream().mapToDouble(one -> one[i]).sum() / all.size());
        return out;
    }

    /**
     * The draws that gave a number.
     *
     * @param values one entry for each draw
     * @return the finite ones
     */
    public static double[] known(double... values) {
        return Arrays.stream(values).filter(Double::isFinite).toArray();
    }

    /**
     * Mean over the draws that gave a number, with its interval over draws.
     *
     * @param values one entry for each draw
     * @param reason why there is no number, if there is none
     * @return the mean, or not run
     */
    public static Quantity mean(double[] values, Supplier<String> reason) {
        double[] known = known(values);
        return known.length == 0 ? new NotRun(reason.get()) : Measured.mean(known);
    }

    /**
     * A share of images: the mean over draws with its interval over draws; with one draw, the share with its interval over
     * images.
     *
     * @param shares one for each draw there is
     * @param reason why there is no number, if there is none
     * @return the share, or not run
     */
    public static Quantity share(List<Proportion> shares, Supplier<String> reason) {
        return shares.size() == 1
                ? Measured.share(shares.getFirst().hits(), shares.getFirst().total())
                : mean(shares.stream().mapToDouble(Proportion::value).toArray(), reason);
    }

    /**
     * Accuracy under attack, as a {@link #share}.
     *
     * @param outcomes one for each draw there is
     * @param reason why there is no number, if there is none
     * @return the accuracy, or not run
     */
    public static Quantity accuracy(List<Outcome> outcomes, Supplier<String> reason) {
        return share(outcomes.stream().map(Outcome::accuracy).toList(), reason);
    }
}

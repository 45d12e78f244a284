package org.ketwright.classical.attack;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Classifier.Bounds;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.ThreatModel.Norm;

/**
 * Square attack in the l-infinity norm: random search that sees logits only. Starts with vertical stripes, then moves a
 * random square window by twice the budget, plane by plane, and keeps what raises the margin; windows shrink by a
 * schedule (Andriushchenko et al. 2020, algorithms 1 and 2). Each sample is queried until it falls.
 *
 * @param queries number of windows tried
 */
public record Square(int queries) implements Attack {
    private static final double FIRST_SHARE = 0.8;
    /** The share of the image that a window covers halves after each of these iterations. */
    private static final int[] HALVINGS = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};

    /** Checks the number of queries. */
    public Square {
        if (queries < 1) {
            throw new IllegalArgumentException("the square attack needs 1 query or more but was given " + queries);
        }
    }

    @Override
    public String name() {
        return "Square-" + queries;
    }

    /** Side of the window at an iteration, in pixels. */
    static int side(int iteration, int height, int width) {
        double share = FIRST_SHARE;
        for (int halving : HALVINGS) {
            share /= iteration > halving ? 2 : 1;
        }
        return Math.clamp(Math.round(Math.sqrt(share * height * width)), 1, Math.min(height, width));
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        if (threat.norm() != Norm.LINF || x.shape().length != 4) {
            throw new IllegalArgumentException("the square attack needs images N x planes x height x width and the"
                    + " l-infinity norm but was given " + x + " and " + threat.norm());
        }
        RandomGenerator[] random = new RandomGenerator[x.count()];
        Arrays.setAll(random, i -> seeds.of(i).generator());
        Proposals proposals = Proposals.startingAt(victim, x, Objective.of(Loss.MARGIN, labels, threat));
        for (int query = 0; query <= queries && !proposals.isDone(); query++) {
            int[] open = proposals.open();
            Tensor points = (query == 0 ? x : proposals.best()).select(open);
            for (int i = 0; i < open.length; i++) {
                Canvas canvas = new Canvas(points, i, x, open[i], threat);
                if (query == 0) {
                    canvas.stripes(random[open[i]]);
                } else {
                    canvas.window(random[open[i]], side(query - 1, x.extent(2), x.extent(3)));
                }
            }
            proposals.offer(open, points, victim.logits(points));
        }
        return proposals.best();
    }

    /** One sample that is drawn on. */
    private record Canvas(Tensor points, int row, Tensor centers, int sample, ThreatModel threat) {

        void stripes(RandomGenerator random) {
            for (int plane = 0; plane < points.extent(1); plane++) {
                for (int column = 0; column < points.extent(3); column++) {
                    paint(plane, 0, points.extent(2), column, column + 1,
                            random.nextBoolean() ? threat.budget() : -threat.budget());
                }
            }
        }

        void window(RandomGenerator random, int side) {
            int top = random.nextInt(Math.max(1, points.extent(2) - side));
            int left = random.nextInt(Math.max(1, points.extent(3) - side));
            for (int plane = 0; plane < points.extent(1); plane++) {
                paint(plane, top, top + side, left, left + side,
                        random.nextBoolean() ? 2 * threat.budget() : -2 * threat.budget());
            }
        }

        private void paint(int plane, int top, int bottom, int left, int right, float change) {
            int height = points.extent(2);
            int width = points.extent(3);
            float[] p = points.data();
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    int pixel = (plane * height + y) * width + x;
                    int at = row * points.sampleSize() + pixel;
                    float center = centers.data()[sample * points.sampleSize() + pixel];
                    p[at] = Math.clamp(p[at] + change, center - threat.budget(), center + threat.budget());
                    Bounds clip = threat.clip();
                    if (clip != null) {
                        p[at] = Math.clamp(p[at], clip.low(), clip.high());
                    }
                }
            }
        }
    }
}

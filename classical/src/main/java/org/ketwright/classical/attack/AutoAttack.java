package org.ketwright.classical.attack;

import java.util.List;
import java.util.Locale;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Apgd.Climb;

/**
 * Several attacks of different kinds, each on the samples that withstood those before it (Croce, Hein 2020, section 6).
 *
 * @param name short name, as shown in reports
 * @param parts the attacks, in order
 */
public record AutoAttack(String name, List<Attack> parts) implements Attack {
    private static final int FULL_TARGETS = 9;

    /** How much is spent on each part. */
    public enum Effort {
        /** APGD on the cross-entropy with 20 iterations and 200 random windows, whatever the composition. */
        QUICK(20, 1, 200, 10),
        /** Half of the iterations, one start each, 1000 random windows. */
        STANDARD(50, 1, 1000, 20),
        /** As published: 100 iterations, 5 starts each, 5000 random windows. */
        PAPER(100, 5, 5000, 20);

        private final int iterations;
        private final int restarts;
        private final int queries;
        private final int draws;

        Effort(int iterations, int restarts, int queries, int draws) {
            this.iterations = iterations;
            this.restarts = restarts;
            this.queries = queries;
            this.draws = draws;
        }

        /**
         * Steps of APGD and FAB from each start.
         *
         * @return number of steps
         */
        public int iterations() {
            return iterations;
        }

        /**
         * Starts of APGD and FAB where they are not targeted.
         *
         * @return number of starts
         */
        public int restarts() {
            return restarts;
        }

        /**
         * Random windows of Square.
         *
         * @return number of queries
         */
        public int queries() {
            return queries;
        }

        /**
         * Answers of a random classifier that are averaged.
         *
         * @return number of draws
         */
        public int draws() {
            return draws;
        }
    }

    /** Copies the parts. */
    public AutoAttack {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a composition needs 1 attack or more but was given none");
        }
    }

    /**
     * The first version: APGD on the cross-entropy and on the difference of logits ratio, FAB, Square.
     *
     * @param effort how much is spent
     * @return the attack; needs 3 classes or more
     */
    public static AutoAttack first(Effort effort) {
        String name = "AutoAttack v1, " + word(effort);
        return effort == Effort.QUICK
                ? quick(name)
                : new AutoAttack(name,
                        List.of(new Apgd(Climb.CROSS_ENTROPY, effort.iterations, effort.restarts),
                                new Apgd(Climb.RATIO, effort.iterations, effort.restarts),
                                new Fab(effort.iterations, effort.restarts, false), new Square(effort.queries)));
    }

    /**
     * The current standard: APGD on the cross-entropy, targeted APGD and FAB on up to nine wrong classes, Square.
     *
     * @param effort how much is spent
     * @return the attack; needs 4 classes or more
     */
    public static AutoAttack standard(Effort effort) {
        String name = "AutoAttack, " + word(effort);
        return effort == Effort.QUICK
                ? quick(name)
                : new AutoAttack(name,
                        List.of(new Apgd(Climb.CROSS_ENTROPY, effort.iterations, 1),
                                new Apgd(Climb.TARGETED_RATIO, effort.iterations, FULL_TARGETS),
                                new Fab(effort.iterations, FULL_TARGETS, true), new Square(effort.queries)));
    }

    /**
     * For random classifiers: APGD on the cross-entropy and on the difference of logits ratio, with gradients averaged
     * over several answers.
     *
     * @param effort how much is spent
     * @return the attack; needs 3 classes or more
     */
    public static AutoAttack random(Effort effort) {
        return new AutoAttack("AutoAttack for random classifiers, " + word(effort),
                List.of(new Apgd(Climb.CROSS_ENTROPY, effort.iterations, 1, effort.draws),
                        new Apgd(Climb.RATIO, effort.iterations, 1, effort.draws)));
    }

    private static AutoAttack quick(String name) {
        return new AutoAttack(name, List.of(new Apgd(Climb.CROSS_ENTROPY, Effort.QUICK.iterations, 1),
                new Square(Effort.QUICK.queries)));
    }

    private static String word(Effort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        Proposals proposals = Proposals.startingAt(victim, x, Objective.of(Loss.CROSS_ENTROPY, labels, threat));
        for (Attack part : parts) {
            if (proposals.isDone()) {
                break;
            }
            int[] open = proposals.open();
            Tensor points = part.propose(victim, x.select(open), Objective.select(labels, open), threat,
                    seeds.select(open).derive(part.name()));
            proposals.offer(open, points, victim.logits(points));
        }
        return proposals.best();
    }
}

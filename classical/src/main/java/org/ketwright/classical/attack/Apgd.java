package org.ketwright.classical.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.ThreatModel.Norm;

/**
 * Auto-PGD: projected gradient ascent with momentum from a random point, whose step halves, back at the best point so
 * far, whenever progress stalls between checkpoints (Croce, Hein 2020, algorithm 1). Restarts and targets go to samples
 * that still stand. Stops at a sample's first success, unless the classifier is random.
 *
 * @param climb what is climbed
 * @param iterations number of steps from each start
 * @param restarts number of starts; for {@link Climb#TARGETED_RATIO} the number of wrong classes that are aimed at, the
 *        most likely first, with one start each
 * @param draws how many answers of a random classifier are averaged for each gradient
 */
public record Apgd(Climb climb, int iterations, int restarts, int draws) implements Attack {

    /** What Auto-PGD climbs. */
    public enum Climb {
        /** Cross-entropy. */
        CROSS_ENTROPY("CE"),
        /** Difference of logits ratio; needs 3 classes or more. */
        RATIO("DLR"),
        /** Difference of logits ratio towards chosen wrong classes; needs 4 classes or more. */
        TARGETED_RATIO("T");

        private final String label;

        Climb(String label) {
            this.label = label;
        }
    }

    /** Checks the numbers. */
    public Apgd {
        if (iterations < 1 || restarts < 1 || draws < 1) {
            throw new IllegalArgumentException("APGD needs 1 iteration, restart and draw or more but was given "
                    + iterations + ", " + restarts + " and " + draws);
        }
    }

    /**
     * For classifiers that always give the same answer.
     *
     * @param climb what is climbed
     * @param iterations number of steps from each start
     * @param restarts number of starts or targets
     */
    public Apgd(Climb climb, int iterations, int restarts) {
        this(climb, iterations, restarts, 1);
    }

    @Override
    public String name() {
        String of = climb == Climb.TARGETED_RATIO ? " targets" : " restarts";
        return "APGD-" + climb.label + "-" + iterations + (restarts == 1 ? "" : ", " + restarts + of)
                + (draws == 1 ? "" : ", " + draws + " draws");
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        Classifier seen = draws == 1 ? victim : new Expectation(victim, draws);
        Proposals proposals = Proposals.startingAt(seen, x, Objective.of(Loss.CROSS_ENTROPY, labels, threat));
        List<Objective> objectives = objectives(seen, x, labels, threat);
        for (int restart = 0; restart < restarts && !proposals.isDone(); restart++) {
            int[] open = proposals.open();
            Tensor centers = x.select(open);
            Tensor start = start(centers, threat, seeds.select(open), restart);
            Objective objective = objectives.get(Math.min(restart, objectives.size() - 1));
            ApgdRun run = new ApgdRun(seen, centers, new Ball(threat, x.sampleSize()), objective.select(open));
            run.climb(start, iterations, (points, logits, rows) -> {
                int[] samples = new int[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    samples[i] = open[rows[i]];
                }
                return proposals.offer(samples, points, logits);
            });
            if (climb == Climb.TARGETED_RATIO && restart + 1 == objectives.size()) {
                break;
            }
        }
        return proposals.best();
    }

    /** What each start climbs; the last serves all further ones. */
    private List<Objective> objectives(Classifier seen, Tensor x, long[] labels, ThreatModel threat) {
        if (climb != Climb.TARGETED_RATIO) {
            return List.of(Objective.of(climb == Climb.RATIO ? Loss.LOGITS_RATIO : Loss.CROSS_ENTROPY, labels, threat));
        }
        Tensor clean = seen.logits(x);
        int targets = threat.isTargeted() ? 1 : Math.min(restarts, seen.classes() - 1);
        List<Objective> objectives = new ArrayList<>();
        for (int target = 0; target < targets; target++) {
            long[] towards = new long[labels.length];
            for (int i = 0; i < towards.length; i++) {
                towards[i] = Ranks.wrong(clean, i, labels[i], threat.goalClass())[target];
            }
            objectives.add(new TargetedRatio(labels, towards, threat.goalClass()));
        }
        return objectives;
    }

    /** A random direction, stretched to the whole budget. */
    private static Tensor start(Tensor x, ThreatModel threat, SampleSeeds seeds, int restart) {
        Tensor start = x.copy();
        int size = x.sampleSize();
        Ball ball = new Ball(threat, size);
        double[] direction = new double[size];
        for (int i = 0; i < x.count(); i++) {
            RandomGenerator random = seeds.of(i).derive(restart).generator();
            double largest = 0;
            double squares = 0;
            for (int j = 0; j < size; j++) {
                direction[j] = threat.norm() == Norm.LINF ? 2 * random.nextDouble() - 1 : random.nextGaussian();
                largest = Math.max(largest, Math.abs(direction[j]));
                squares += direction[j] * direction[j];
            }
            double scale = threat.budget() / (threat.norm() == Norm.LINF ? largest : Math.sqrt(squares));
            for (int j = 0; j < size; j++) {
                start.data()[i * size + j] += (float) (scale * direction[j]);
            }
            ball.project(start.data(), x.data(), i * size);
        }
        return start;
    }
}

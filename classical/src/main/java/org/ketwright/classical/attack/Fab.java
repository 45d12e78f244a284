package org.ketwright.classical.attack;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.Loss;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.ThreatModel.Norm;

/**
 * Fast adaptive boundary attack in the l-infinity norm: goes to the nearest linearized decision boundary, pulled towards
 * the sample, steps slightly past it and then back, so that it finds small perturbations (Croce, Hein 2020b,
 * algorithm 1). Ends for a sample as soon as a perturbation is within the budget.
 *
 * @param iterations number of linearizations from each start
 * @param restarts number of starts, the first at the sample itself; if targeted the number of wrong classes that are
 *        aimed at, the most likely first, with one start each
 * @param isTargeted whether each start looks at the boundary to one wrong class only, not to all of them
 */
public record Fab(int iterations, int restarts, boolean isTargeted) implements Attack {

    /** Checks the numbers. */
    public Fab {
        if (iterations < 1 || restarts < 1) {
            throw new IllegalArgumentException("FAB needs 1 iteration and restart or more but was given " + iterations
                    + " and " + restarts);
        }
    }

    @Override
    public String name() {
        return (isTargeted ? "FAB-T-" : "FAB-") + iterations
                + (restarts == 1 ? "" : ", " + restarts + (isTargeted ? " targets" : " restarts"));
    }

    @Override
    public Tensor propose(Classifier victim, Tensor x, long[] labels, ThreatModel threat, SampleSeeds seeds) {
        if (threat.norm() != Norm.LINF) {
            throw new IllegalArgumentException("FAB needs the l-infinity norm but was given " + threat.norm());
        }
        Objective objective = Objective.of(Loss.CROSS_ENTROPY, labels, threat);
        Proposals proposals = Proposals.startingAt(victim, x, objective);
        Tensor clean = victim.logits(x);
        int[][] rivals = new int[labels.length][];
        Arrays.setAll(rivals, i -> Ranks.wrong(clean, i, labels[i], threat.goalClass()));
        double[] distances = new double[labels.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        boolean isOneByOne = isTargeted || threat.isTargeted();
        int starts = isTargeted ? Math.min(restarts, threat.isTargeted() ? 1 : victim.classes() - 1) : restarts;
        for (int restart = 0; restart < starts && !proposals.isDone(); restart++) {
            int[] open = proposals.open();
            FabRun.Target[] targets = new FabRun.Target[open.length];
            for (int i = 0; i < open.length; i++) {
                int[] all = rivals[open[i]];
                int[] chosen = isOneByOne ? new int[] {all[Math.min(isTargeted ? restart : 0, all.length - 1)]} : all;
                targets[i] = new FabRun.Target((int) labels[open[i]], chosen);
            }
            Tensor start = x.select(open);
            if (restart > 0 && !isTargeted) {
                scatter(start, x.select(open), threat, seeds.select(open), restart, distances, open);
            }
            new FabRun(victim, x.select(open), threat, objective.select(open), targets).run(start, iterations,
                    (row, distance) -> distances[open[row]] = Math.min(distances[open[row]], distance),
                    (rows, points, logits) -> proposals.offer(Arrays.stream(rows).map(row -> open[row]).toArray(),
                            points, logits));
        }
        return proposals.best();
    }

    /** Moves starts by half of the budget, or of the smallest perturbation so far, in a random direction. */
    private static void scatter(Tensor start, Tensor x, ThreatModel threat, SampleSeeds seeds, int restart,
            double[] distances, int[] open) {
        int size = x.sampleSize();
        double[] direction = new double[size];
        for (int i = 0; i < open.length; i++) {
            RandomGenerator random = seeds.of(i).derive(restart).generator();
            double largest = 0;
            for (int j = 0; j < size; j++) {
                direction[j] = 2 * random.nextDouble() - 1;
                largest = Math.max(largest, Math.abs(direction[j]));
            }
            double scale = 0.5 * Math.min(distances[open[i]], threat.budget()) / largest;
            for (int j = 0; j < size; j++) {
                start.data()[i * size + j] += (float) (scale * direction[j]);
            }
            new Ball(threat, size).project(start.data(), x.data(), i * size);
        }
    }
}

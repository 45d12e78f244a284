package org.ketwright.classical.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * How well adversarial samples made for one classifier deceive another: crafted once on each source, graded on every
 * victim, over all samples and not only those that the source or the victim gets right (Wendlinger et al. 2024,
 * section IV). Each outcome also holds the counts of the conditional success rate, over what the victim gets right.
 *
 * @param names the classifiers
 * @param outcomes one row per source, one column per victim
 */
public record TransferMatrix(List<String> names, List<List<Outcome>> outcomes) {

    /** Keeps copies that cannot be modified. */
    public TransferMatrix {
        names = List.copyOf(names);
        outcomes = outcomes.stream().map(List::copyOf).toList();
    }

    /**
     * Runs one attack on every classifier and grades it on every other.
     *
     * @param classifiers by name; all with the classes of the samples
     * @param samples a fixed, ordered set
     * @param attack who proposes
     * @param threat what is allowed
     * @param seed key of the random draws, the same for every source
     * @param batch samples per call of a classifier
     * @return the matrix
     */
    public static TransferMatrix measure(SequencedMap<String, Classifier> classifiers, LabeledImages samples,
            Attack attack, ThreatModel threat, Seed seed, int batch) {
        List<Classifier> models = List.copyOf(classifiers.sequencedValues());
        models.forEach(model -> Evaluation.require(model, samples, batch));
        int n = samples.count();
        int[][] clean = new int[models.size()][n];
        for (int from = 0; from < n; from += batch) {
            Tensor x = samples.images().slice(from, Math.min(n, from + batch));
            for (int j = 0; j < clean.length; j++) {
                Evaluation.predict(models.get(j), x, clean[j], from);
            }
        }
        List<List<Outcome>> rows = new ArrayList<>();
        for (Classifier source : models) {
            Crafting crafting = new Crafting(attack, source, samples, threat, seed);
            int[][] attacked = new int[models.size()][n];
            for (int from = 0; from < n; from += batch) {
                Tensor adversarial = crafting.craft(from, Math.min(n, from + batch));
                for (int j = 0; j < attacked.length; j++) {
                    Evaluation.predict(models.get(j), adversarial, attacked[j], from);
                }
            }
            List<Outcome> row = new ArrayList<>();
            for (int j = 0; j < attacked.length; j++) {
                row.add(new Grades(samples.labels(), clean[j], attacked[j], threat.goalClass()).outcome());
            }
            rows.add(row);
        }
        return new TransferMatrix(List.copyOf(classifiers.sequencedKeySet()), rows);
    }

    /**
     * One entry.
     *
     * @param source name of the classifier that the attack saw
     * @param victim name of the classifier that was graded
     * @return its counts
     */
    public Outcome outcome(String source, String victim) {
        return outcomes.get(index(source)).get(index(victim));
    }

    private int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("a classifier must be one of " + names + " but was " + name);
        }
        return index;
    }
}

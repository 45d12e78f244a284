package org.ketwright.classical.attack;

import org.jspecify.annotations.Nullable;

import org.ketwright.classical.Classifier;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;

/**
 * Grades attacks on one classifier over one set of samples. The evaluation, not the attack, checks every proposal
 * against the threat model (a violation by more than rounding is an error), clips it, runs the classifier again and counts.
 * Samples go through in batches, so memory does not grow with their number unless adversarial images are asked for.
 */
public final class Evaluation {
    private static final int DEFAULT_BATCH = 250;

    private final Classifier victim;
    private final LabeledImages samples;
    private final Seed seed;
    private final int batch;
    private final int[] clean;

    /**
     * Runs the classifier on the clean samples.
     *
     * @param victim who is graded
     * @param samples images with true classes, as many classes as the classifier has
     * @param seed key of the random draws of attacks
     * @param batch samples per call of the classifier
     */
    public Evaluation(Classifier victim, LabeledImages samples, Seed seed, int batch) {
        require(victim, samples, batch);
        this.victim = victim;
        this.samples = samples;
        this.seed = seed;
        this.batch = batch;
        this.clean = new int[samples.count()];
        for (int from = 0; from < clean.length; from += batch) {
            int to = Math.min(clean.length, from + batch);
            predict(victim, samples.images().slice(from, to), clean, from);
        }
    }

    /**
     * Runs the classifier on the clean samples, 250 at a time.
     *
     * @param victim who is graded
     * @param samples images with true classes
     * @param seed key of the random draws of attacks
     */
    public Evaluation(Classifier victim, LabeledImages samples, Seed seed) {
        this(victim, samples, seed, DEFAULT_BATCH);
    }

    /**
     * Accuracy without an attack.
     *
     * @return share of all samples
     */
    public Proportion cleanAccuracy() {
        return new Grades(samples.labels(), clean, clean, -1).outcome().cleanAccuracy();
    }

    /**
     * Grades a white-box attack: it sees the classifier itself.
     *
     * @param attack who proposes
     * @param threat what is allowed
     * @return grades without images
     */
    public Result run(Attack attack, ThreatModel threat) {
        return run(attack, victim, threat, false);
    }

    /**
     * Grades an attack.
     *
     * @param attack who proposes
     * @param source the classifier that the attacker sees: the victim, a wrapper of it, or a surrogate
     * @param threat what is allowed
     * @param keepImages whether the result holds the adversarial images
     * @return grades
     * @throws IllegalStateException if the attack breaks the rules or the classifier's answer is not finite
     */
    public Result run(Attack attack, Classifier source, ThreatModel threat, boolean keepImages) {
        Crafting crafting = new Crafting(attack, source, samples, threat, seed);
        int[] attacked = new int[samples.count()];
        Tensor images = keepImages ? Tensor.zeros(samples.images().shape()) : null;
        for (int from = 0; from < attacked.length; from += batch) {
            int to = Math.min(attacked.length, from + batch);
            Tensor adversarial = crafting.craft(from, to);
            predict(victim, adversarial, attacked, from);
            if (images != null) {
                System.arraycopy(adversarial.data(), 0, images.data(), from * images.sampleSize(),
                        adversarial.data().length);
            }
        }
        return new Result(attack.name(), threat, new Grades(samples.labels(), clean, attacked, threat.goalClass()),
                images);
    }

    /** Refuses what does not fit each other. */
    static void require(Classifier classifier, LabeledImages samples, int batch) {
        if (classifier.classes() != samples.classes()) {
            throw new IllegalArgumentException("classifier and samples must have equally many classes but have "
                    + classifier.classes() + " and " + samples.classes());
        }
        if (batch < 1) {
            throw new IllegalArgumentException("a batch must hold 1 sample or more but was " + batch);
        }
    }

    /** Writes the predicted class of each sample. */
    static void predict(Classifier classifier, Tensor x, int[] predicted, int at) {
        Tensor logits = classifier.logits(x);
        for (float z : logits.data()) {
            if (!Float.isFinite(z)) {
                throw new IllegalStateException(
                        "logits must be finite but one of samples " + at + ".." + (at + x.count() - 1) + " is " + z);
            }
        }
        for (int i = 0; i < x.count(); i++) {
            predicted[at + i] = logits.argmax(i);
        }
    }

    /**
     * A graded attack.
     *
     * @param attack name of the attack
     * @param threat what was allowed
     * @param grades predictions before and after
     * @param images adversarial images, N x planes x height x width, if they were asked for
     */
    public record Result(String attack, ThreatModel threat, Grades grades, @Nullable Tensor images) {

        /**
         * The counts.
         *
         * @return sums over all samples
         */
        public Outcome outcome() {
            return grades.outcome();
        }
    }
}

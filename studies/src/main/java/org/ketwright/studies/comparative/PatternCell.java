package org.ketwright.studies.comparative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.qml.Model;
import org.ketwright.studies.report.Picture;

/** What perturbations of one classifier look like. */
final class PatternCell {
    static final int MINUS = 0;
    static final int PLUS = 1;
    static final int RIGHT = 2;

    /**
     * Mean pattern over images of one class.
     *
     * @param from
     *            their class
     * @param isAimed
     *            whether the attack aims at the plus, or at any wrong class as in the paper
     * @param coherence
     *            mean coherence with the map to the plus
     * @param outside
     *            mean share of squared changes outside the map
     * @param images
     *            how many images
     */
    record Look(int from, boolean isAimed, double coherence, double outside, int images) {}

    /**
     * Patterns and pictures.
     *
     * @param looks
     *            by class and aim
     * @param clean
     *            the first bar with half a bar on its right
     * @param adversarial
     *            the same after the paper's attack
     * @param perturbation
     *            change of the first minus; gray is no change
     */
    record Result(List<Look> looks, Picture clean, Picture adversarial, Picture perturbation) {}

    private final Workbench workbench;

    PatternCell(Workbench workbench) {
        this.workbench = workbench;
    }

    Result compute(Subject subject) {
        Model<?> victim = workbench.model(subject);
        List<Look> looks = new ArrayList<>();
        for (int from : new int[] {MINUS, RIGHT}) {
            LabeledImages images = ofClass(from);
            int[] map = Pattern.map(workbench.train(), from, PLUS);
            for (boolean isAimed : new boolean[] {false, true}) {
                looks.add(look(victim, images, map, from, isAimed));
            }
        }
        LabeledImages right = ofClass(RIGHT).slice(0, 1);
        LabeledImages minus = ofClass(MINUS).slice(0, 1);
        Tensor attacked = attack(victim, right, false);
        float[] change = change(minus.images(), attack(victim, minus, false));
        double budget = workbench.context().get(ComparativeSettings.BUDGET);
        for (int i = 0; i < change.length; i++) {
            change[i] = (float) (0.5 + 0.5 * change[i] / budget);
        }
        int answer = victim.logits(attacked).argmax(0);
        return new Result(looks, picture(right.images().data(), CLASSES.get(RIGHT)),
                picture(attacked.data(), "read as " + CLASSES.get(answer) + (answer == RIGHT ? "" : " (wrong)")),
                picture(change, ""));
    }

    /** Names of the classes. */
    static final List<String> CLASSES = List.of("\u2212", "+", "\u22a2", "\u22a3");

    private LabeledImages ofClass(int label) {
        LabeledImages images = workbench.attacked();
        return images.select(IntStream.range(0, images.count()).filter(i -> images.labels()[i] == label).toArray());
    }

    private Look look(Model<?> victim, LabeledImages images, int[] map, int from, boolean isAimed) {
        float[] changes = change(images.images(), attack(victim, images, isAimed));
        double coherence = 0;
        double outside = 0;
        int size = map.length;
        for (int i = 0; i < images.count(); i++) {
            Pattern pattern = Pattern.of(map, Arrays.copyOfRange(changes, i * size, (i + 1) * size));
            coherence += pattern.coherence() / images.count();
            outside += pattern.outside() / images.count();
        }
        return new Look(from, isAimed, coherence, outside, images.count());
    }

    private Tensor attack(Model<?> victim, LabeledImages images, boolean isAimed) {
        double budget = workbench.context().get(ComparativeSettings.BUDGET);
        ThreatModel threat = Protocol.PGD.threat(budget);
        Evaluation evaluation = new Evaluation(victim, images, workbench.seed("attack"));
        return Objects.requireNonNull(evaluation.run(Protocol.PGD.attack(budget, Effort.QUICK), victim,
                isAimed ? threat.towards(PLUS) : threat, true).images(), "images were asked for");
    }

    private static float[] change(Tensor before, Tensor after) {
        float[] change = new float[before.data().length];
        for (int i = 0; i < change.length; i++) {
            change[i] = after.data()[i] - before.data()[i];
        }
        return change;
    }

    private static Picture picture(float[] pixels, String caption) {
        int side = (int) Math.round(Math.sqrt(pixels.length));
        return Picture.gray(side, side, pixels, caption);
    }
}

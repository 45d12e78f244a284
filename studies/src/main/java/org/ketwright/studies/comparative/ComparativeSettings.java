package org.ketwright.studies.comparative;

import java.util.List;

import org.ketwright.classical.attack.AutoAttack.Effort;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Setting;

/** What the user may change, and the presets. */
final class ComparativeSettings {
    static final Setting<Integer> SEEDS = Setting.integer("seeds", 3, 1, 100,
            "draws of each classifier's start and of the order of images");
    static final Setting<Integer> TRAIN = Setting.integer("train", 1000, 40, 100_000,
            "training images, a quarter of each class, so rounded up to a multiple of four");
    static final Setting<Integer> VALIDATION = Setting.integer("validation", 200, 40, 100_000,
            "validation images, a quarter of each class, so rounded up to a multiple of four");
    static final Setting<Integer> ATTACKED = Setting.integer("attacked", 100, 8, 100_000,
            "how many of the training images are attacked; the paper attacks training images");
    static final Setting<Integer> EPOCHS = Setting.integer("epochs", 20, 1, 10_000,
            "passes over the training images");
    static final Setting<Integer> LONG_EPOCHS = Setting.integer("long-epochs", 100, 0, 10_000,
            "passes after which re-upload classifiers are looked at again, or 0 for never");
    static final Setting<Integer> BATCH = Setting.integer("batch", 50, 1, 100_000, "images per training step");
    static final Setting<Integer> FOURIER_BATCH = Setting.integer("fourier-batch", 50, 1, 100_000,
            "images per training step of the Fourier net: 50 in the paper, 200 in its program");
    static final Setting<Double> RATE = Setting.number("rate", 0.001, 1e-6, 1e30, "learning rate of Adam");
    static final Setting<List<Double>> LAMBDAS = Setting.numbers("lambdas", List.of(0.0, 0.1, 0.2), 0, 100,
            "strengths of the Lipschitz regularization; the first is 0");
    static final Setting<List<Double>> BUDGETS = Setting.numbers("budgets", List.of(0.0, 0.05, 0.1, 0.2), 0, 1,
            "largest changes of a pixel");
    static final Setting<Double> BUDGET = Setting.number("budget", 0.1, 0, 1,
            "largest change of a pixel in transfer and in patterns");
    static final Setting<List<Double>> CERTIFIED = Setting.numbers("certified-budgets",
            List.of(0.002, 0.005, 0.01, 0.02), 0, 1,
            "small budgets at which certified accuracy stands beside attacked accuracy");
    static final Setting<Effort> EFFORT = Setting.choice("effort", Effort.STANDARD,
            "how much is spent on APGD, FAB and Square");
    static final Setting<Integer> STRONG = Setting.integer("strong", 20, 1, 10_000,
            "how many images PGD attacks with 200 steps and a budget of 1");
    static final Setting<Integer> SHOTS = Setting.integer("shots", 1024, 1, 1_000_000,
            "shots per answer of the finite-shot classifier");
    static final Setting<Integer> SHOT_IMAGES = Setting.integer("shot-images", 25, 1, 10_000,
            "how many images the finite-shot classifier is attacked on");
    static final Setting<Integer> SURROGATE = Setting.integer("surrogate-features", 1000, 10, 20_000,
            "random Fourier features of the surrogate");
    static final Setting<Integer> MNIST = Setting.integer("mnist-train", 1000, 0, 20_000,
            "training images of the four-class MNIST appendix, a fifth as many are tested; 0 leaves it out");

    static final List<Setting<?>> ALL = List.of(SEEDS, TRAIN, VALIDATION, ATTACKED, EPOCHS, LONG_EPOCHS, BATCH,
            FOURIER_BATCH, RATE, LAMBDAS, BUDGETS, BUDGET, CERTIFIED, EFFORT, STRONG, SHOTS, SHOT_IMAGES, SURROGATE,
            MNIST);

    static final List<Preset> PRESETS = List.of(
            Preset.of("quick", "one draw of five classifiers, 8 epochs, budget 0.1, 40 images, under a minute")
                    .with(SEEDS, 1).with(ATTACKED, 40).with(EPOCHS, 8).with(LONG_EPOCHS, 0)
                    .with(LAMBDAS, List.of(0.0, 0.1)).with(BUDGETS, List.of(0.0, 0.1)).with(EFFORT, Effort.QUICK)
                    .with(STRONG, 10).with(SHOT_IMAGES, 20).with(SURROGATE, 200).with(MNIST, 0),
            Preset.of("standard", "three draws, all figures and tables, a few minutes on 2 cores"),
            Preset.of("paper", "five draws as in the paper, attacks at full strength, up to 40 minutes on 2 cores")
                    .with(SEEDS, 5).with(EFFORT, Effort.PAPER).with(STRONG, 100).with(SHOT_IMAGES, 50));

    private ComparativeSettings() {}
}

package org.ketwright.studies.robqunn;

import java.util.List;
import java.util.stream.Stream;
import org.ketwright.qml.Entanglement;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.studies.Preset;
import org.ketwright.studies.Setting;

/** What the user may change, and the presets. */
final class RobqunnSettings {

    /** Which images. */
    enum Images {
        MNIST,
        PLUS_MINUS
    }

    /** Radians per unit of pixel. */
    enum Scale {
        PI(Math.PI),
        ONE(1);

        private final double radians;

        Scale(double radians) {
            this.radians = radians;
        }

        double radians() {
            return radians;
        }

        String label() {
            return this == PI ? "s = π" : "s = 1";
        }
    }

    /** How phi of the ZZ gates is chosen. */
    enum Phase {
        RANDOM,
        QUARTER_PI;

        String label() {
            return this == RANDOM ? "φ random" : "φ = π/4";
        }
    }

    /** How features are computed. */
    enum Method {
        CLOSED_FORM,
        ENGINE
    }

    /** Where on a device the qubits of a circuit are. */
    enum Placing {
        BY_ERROR,
        TRIVIAL
    }

    /** No device: circuits run without noise alone. */
    static final String NO_DEVICE = "none";

    static final Setting<Images> DATA = Setting.choice("data", Images.MNIST,
            "images to classify: real MNIST, or the built-in generator, which needs no files");
    static final Setting<Integer> TRAIN = Setting.integer("train", 10_000, 40, 60_000, "training images");
    static final Setting<Integer> TEST = Setting.integer("test", 1000, 20, 10_000,
            "test images for clean accuracy, FGSM, noise and transfer");
    static final Setting<Integer> ITERATIVE = Setting.integer("iterative-test", 500, 10, 10_000,
            "how many of the test images PGD and MIM attack");
    static final Setting<Integer> SEEDS = Setting.integer("seeds", 5, 1, 100,
            "draws of circuits, each with a head of its own");
    static final Setting<Integer> CNN_SEEDS = Setting.integer("cnn-seeds", 10, 1, 100,
            "draws of the CNN's filters, at least as many as circuits");
    static final Setting<Integer> EPOCHS = Setting.integer("epochs", 30, 1, 1000, "passes over the training images");
    static final Setting<Integer> BATCH = Setting.integer("batch", 4, 1, 1000, "images per training step");
    static final Setting<Double> RATE = Setting.number("rate", 0.001, 1e-6, 1, "learning rate of Adam");
    static final Setting<List<Double>> BUDGETS = Setting.numbers("budgets",
            List.of(0.0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3), 0, 1,
            "largest changes of a pixel, in units of its range");
    static final Setting<List<Entanglement>> ANSATZE = Setting.choices("ansatze", Entanglement.class,
            List.of(Entanglement.values()), "which entanglers");
    static final Setting<List<Scale>> SCALES = Setting.choices("scales", Scale.class, List.of(Scale.PI, Scale.ONE),
            "radians of the encoding rotation per unit of pixel");
    static final Setting<List<Phase>> PHASES = Setting.choices("phases", Phase.class,
            List.of(Phase.RANDOM, Phase.QUARTER_PI), "how the angles of the ZZ gates are chosen");
    static final Setting<Method> METHOD = Setting.choice("method", Method.CLOSED_FORM,
            "how features are computed: by the closed form, or by the engine that simulates circuits");
    static final Setting<Boolean> ABLATIONS = Setting.flag("ablations", true,
            "whether to train networks with standardized features and with trained filters as well");
    static final Setting<Integer> DRAWS = Setting.integer("draws", 200, 1, 10_000,
            "draws of the data that expressibility and entangling capability are averaged over");
    static final Setting<Integer> PAIRS = Setting.integer("pairs", 5000, 10, 100_000,
            "pairs of states per draw for expressibility");
    static final Setting<Integer> STATES = Setting.integer("states", 1500, 10, 100_000,
            "states per draw for entangling capability");
    static final Setting<Integer> STRONG = Setting.integer("strong-test", 100, 5, 10_000,
            "how many of the test images PGD attacks with 200 steps and a budget of 1");
    static final Setting<String> DEVICE = Setting.name("device", NO_DEVICE,
            Stream.concat(Stream.of(NO_DEVICE), Calibration.bundled().stream()).toList(),
            "device under whose noise the circuits run as well");
    static final Setting<Placing> PLACING = Setting.choice("placing", Placing.BY_ERROR,
            "qubits on the device where calibrated errors are least, or qubit k on qubit k");

    static final List<Setting<?>> ALL = List.of(DATA, TRAIN, TEST, ITERATIVE, SEEDS, CNN_SEEDS, EPOCHS, BATCH, RATE,
            BUDGETS, ANSATZE, SCALES, PHASES, METHOD, ABLATIONS, DRAWS, PAIRS, STATES, STRONG,
            DEVICE, PLACING);

    static final List<Preset> PRESETS = List.of(
            Preset.of("quick", "one draw of each circuit on 1,000 training images, under a minute")
                    .with(TRAIN, 1000).with(TEST, 500).with(ITERATIVE, 200).with(SEEDS, 1).with(CNN_SEEDS, 1)
                    .with(SCALES, List.of(Scale.PI)).with(PHASES, List.of(Phase.RANDOM)).with(DRAWS, 20)
                    .with(PAIRS, 1000).with(STATES, 500).with(STRONG, 50),
            Preset.of("standard",
                    "five draws on 10,000 training images, two pixel scales, about 8 minutes on 2 cores"),
            Preset.of("paper", "ten draws on all 60,000 training and 10,000 test images, hours")
                    .with(TRAIN, 60_000).with(TEST, 10_000).with(ITERATIVE, 2000).with(SEEDS, 10));

    private RobqunnSettings() {}
}

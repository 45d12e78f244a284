package org.ketwright.benchmarks.jmh;

import org.ketwright.benchmarks.harness.Setting;
import org.ketwright.benchmarks.harness.Work;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.data.PlusMinus;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Trainer;
import org.ketwright.kernels.Precision;
import org.ketwright.qml.ReuploadClassifier;
import org.ketwright.simulator.StateVectorSimulator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One epoch of training the re-upload classifier of 8 qubits and 32 layers, all 1,536 parameters, with Adam. */
public class ReuploadTrainingBenchmark {
    private static final int CLASSES = 4;
    private static final int FEW_PER_CLASS = 3;

    /**
     * Work of one call: a textbook goes through the circuit of each image once forward and twice back.
     *
     * @param setting parameters
     * @return images
     */
    public static Work work(Setting setting) {
        Work circuits = ReuploadBenchmark.work(setting, 3);
        return new Work("images", circuits.items(), circuits.yardsticks());
    }

    /** Images with classes, and a fresh classifier. */
    @State(Scope.Benchmark)
    public static class Training {
        @Param("1000")
        private int images = CLASSES;
        @Param("50")
        private int batch = 1;
        @Param("DOUBLE")
        private Precision precision = Precision.DOUBLE;

        private ReuploadClassifier classifier;
        private LabeledImages data;
        private Trainer trainer;

        /** Draws everything, and compares the training on a few images with that on the twin. */
        @Setup
        public void prepare() {
            classifier = fresh(Proof.engine(precision));
            data = PlusMinus.generate((images + CLASSES - 1) / CLASSES, new Seed(42)).slice(0, images);
            trainer = new Trainer(new Optimizer.Adam(0.001), 1, batch);
            LabeledImages few = PlusMinus.generate(FEW_PER_CLASS, new Seed(43));
            Trainer brief = new Trainer(new Optimizer.Adam(0.001), 1, FEW_PER_CLASS + 2);
            Proof.equal("the trained parameters",
                    brief.train(classifier, few.images(), few.labels(), new Seed(1)).model().parameters(),
                    brief.train(fresh(Proof.twin()), few.images(), few.labels(), new Seed(1)).model().parameters(),
                    Precision.SINGLE);
        }

        private static ReuploadClassifier fresh(StateVectorSimulator simulator) {
            return ReuploadClassifier.initialized(simulator, ReuploadClassifier.Shape.PAPER, new Seed(42));
        }
    }

    /**
     * One epoch.
     *
     * @param training images and classifier
     * @return the trained classifier
     */
    @Benchmark
    public Trainer.Trained<ReuploadClassifier> epoch(Training training) {
        return training.trainer.train(training.classifier, training.data.images(), training.data.labels(),
                new Seed(7));
    }
}

package org.ketwright.qml;

import java.util.List;

import org.junit.jupiter.api.Nested;
import org.ketwright.classical.Classifier;
import org.ketwright.classical.ClassifierContract;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.network.Architecture;
import org.ketwright.classical.network.Initialization;
import org.ketwright.classical.network.Layer;
import org.ketwright.classical.network.Network;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Workers;
import org.ketwright.simulator.StateVectorSimulator;

class QuanvolutionClassifierTest {
    private static final QuanvolutionAnsatz ANSATZ = QuanvolutionAnsatz.drawn(4, Entanglement.FULL,
            Order.ENTANGLER_FIRST, Math.PI, new Seed(1));
    private static final double[] ANGLES = ANSATZ.draw(new Seed(1));

    private static Classifier hybrid(WindowFilter filter, WindowGrid grid) {
        Quanvolution quanvolution = new Quanvolution(filter, grid);
        Network head = Network.initialized(new Architecture(List.of(quanvolution.features()), new Layer.Dense(5)),
                Initialization.GLOROT_UNIFORM, new Seed(2));
        return new QuanvolutionClassifier(quanvolution, head);
    }

    abstract static class Contract extends ClassifierContract {
        private final WindowGrid grid;
        private final Classifier classifier;

        Contract(WindowFilter filter, WindowGrid grid) {
            this.grid = grid;
            this.classifier = hybrid(filter, grid);
        }

        @Override
        protected Classifier classifier() {
            return classifier;
        }

        @Override
        protected Tensor samples() {
            return Tensor.of(QuanvolutionTest.randomFloats(4 * grid.imagePixels(), 3), 4, grid.planes(), grid.height(),
                    grid.width());
        }

        @Override
        protected double gradientTolerance() {
            // The features bend: a central difference at this step is off by its third derivative.
            return 5e-3;
        }
    }

    @Nested
    class WithTheClosedForm extends Contract {
        WithTheClosedForm() {
            super(ClosedFormFilter.of(ANSATZ, ANGLES, Workers.of(1)), WindowGrid.mnist());
        }
    }

    @Nested
    class WithTheEngine extends Contract {
        WithTheEngine() {
            super(new CircuitFilter(StateVectorSimulator.on(Backends.named("scalar")), ANSATZ.circuit(), ANGLES),
                    new WindowGrid(2, 6, 5, 2, 2, 1));
        }
    }
}

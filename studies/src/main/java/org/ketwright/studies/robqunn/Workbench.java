package org.ketwright.studies.robqunn;

import java.util.Arrays;
import java.util.List;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.data.PlusMinus;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Precision;
import org.ketwright.kernels.Workers;
import org.ketwright.qml.CircuitFilter;
import org.ketwright.qml.ClosedFormFilter;
import org.ketwright.qml.Order;
import org.ketwright.qml.Quanvolution;
import org.ketwright.qml.QuanvolutionAnsatz;
import org.ketwright.qml.TrigonometricFilter;
import org.ketwright.qml.WindowFilter;
import org.ketwright.qml.WindowGrid;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.DensityMatrixSimulator;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.TrigonometricPolynomial;
import org.ketwright.simulator.device.Calibration;
import org.ketwright.studies.CellContext;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.robqunn.RobqunnSettings.Images;
import org.ketwright.studies.robqunn.RobqunnSettings.Method;
import org.ketwright.studies.robqunn.RobqunnSettings.Phase;

/** What cells are made from: the images, and the filters of a draw. */
final class Workbench {
    private static final double[] NO_PARAMETERS = {};
    private static final String CARD = "cuda";

    private final CellContext context;

    Workbench(CellContext context) {
        this.context = context;
    }

    CellContext context() {
        return context;
    }

    Seed seed(String purpose) {
        return context.seed().derive(purpose);
    }

    LabeledImages train() {
        return context.shared("train", LabeledImages.class,
                () -> chosen("train", context.get(RobqunnSettings.TRAIN)));
    }

    LabeledImages test() {
        return context.shared("test", LabeledImages.class, () -> chosen("t10k", context.get(RobqunnSettings.TEST)));
    }

    /** Images drawn without replacement from a part of the data set. */
    private LabeledImages chosen(String part, int count) {
        Seed seed = seed("images").derive(part);
        if (context.get(RobqunnSettings.DATA) == Images.PLUS_MINUS) {
            LabeledImages all = PlusMinus.generate(Math.ceilDiv(count, PlusMinus.CLASSES), seed);
            return all.slice(0, count);
        }
        LabeledImages all = context.data().images(DataSet.MNIST, part);
        int[] order = seed.permutation(all.count());
        return all.select(Arrays.copyOf(order, Math.min(count, order.length)));
    }

    WindowGrid grid() {
        List<Integer> shape = Arrays.stream(train().images().shape()).boxed().toList();
        return new WindowGrid(shape.get(1), shape.get(2), shape.get(3), 2, 2, 2);
    }

    StateVectorSimulator simulator() {
        return StateVectorSimulator.on(context.backend()).withPrecision(context.setup().precision());
    }

    QuanvolutionAnsatz ansatz(Model model, Order order) {
        return QuanvolutionAnsatz.drawn(grid().windowPixels(), model.layer().entanglement(), order,
                model.scale().radians(), seed("circuit").derive(model.draw()));
    }

    double[] angles(Model model, QuanvolutionAnsatz ansatz) {
        Seed seed = seed("circuit").derive(model.draw());
        return model.phase() == Phase.RANDOM ? ansatz.draw(seed) : ansatz.draw(seed, Math.PI / 4);
    }

    /** The features in closed form: of these circuits where vectors run, and of any circuits where a card does. */
    WindowFilter closedForm(Model model, Order order) {
        QuanvolutionAnsatz ansatz = ansatz(model, order);
        if (context.backend().name().equals(CARD)) {
            return polynomials(ansatz.circuit().bind(angles(model, ansatz)), Observable.allZ(ansatz.qubits()));
        }
        return ClosedFormFilter.of(ansatz, angles(model, ansatz), workers());
    }

    WindowFilter engine(Model model, Order order) {
        QuanvolutionAnsatz ansatz = ansatz(model, order);
        return new CircuitFilter(simulator(), ansatz.circuit(), angles(model, ansatz));
    }

    /** The quanvolution of a network, computed as the settings say. */
    Quanvolution quanvolution(Model model) {
        WindowFilter filter = context.get(RobqunnSettings.METHOD) == Method.ENGINE
                ? engine(model, Order.ENTANGLER_FIRST)
                : closedForm(model, Order.ENTANGLER_FIRST);
        return new Quanvolution(filter, grid());
    }

    /** The circuit of a network on the device of the settings. */
    DeviceCircuit onDevice(Model model) {
        Calibration device = Calibration.bundled(context.get(RobqunnSettings.DEVICE)).orElseThrow();
        QuanvolutionAnsatz ansatz = ansatz(model, Order.ENTANGLER_FIRST);
        return DeviceCircuit.of(device, context.get(RobqunnSettings.PLACING),
                ansatz.circuit().bind(angles(model, ansatz)));
    }

    /** The features of a noisy circuit in closed form. */
    WindowFilter noisyClosedForm(DeviceCircuit circuit) {
        return polynomials(circuit.noisy(), circuit.read());
    }

    private WindowFilter polynomials(Circuit circuit, List<Observable> observables) {
        Backend backend = context.backend();
        return new TrigonometricFilter(TrigonometricPolynomial.of(DensityMatrixSimulator.on(backend), circuit,
                NO_PARAMETERS, observables), backend, Precision.DOUBLE);
    }

    /** The features of a noisy circuit by simulating a density matrix for each window. */
    WindowFilter noisyEngine(DeviceCircuit circuit) {
        return new CircuitFilter(DensityMatrixSimulator.on(context.backend()).withPrecision(context.setup()
                .precision()), circuit.noisy(), NO_PARAMETERS, circuit.read());
    }

    /** The quanvolution of a network as the device computes it, simulated as the settings say. */
    Quanvolution noisyQuanvolution(Model model) {
        DeviceCircuit circuit = onDevice(model);
        return new Quanvolution(context.get(RobqunnSettings.METHOD) == Method.ENGINE
                ? noisyEngine(circuit)
                : noisyClosedForm(circuit), grid());
    }

    private Workers workers() {
        return context.shared("workers", Workers.class, () -> Workers.of(context.threads()));
    }
}

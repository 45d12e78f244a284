package org.ketwright.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.ThreatModel;
import org.ketwright.classical.attack.Evaluation;
import org.ketwright.classical.attack.Outcome;
import org.ketwright.classical.attack.Pgd;
import org.ketwright.classical.attack.StepSize;
import org.ketwright.classical.data.PlusMinus;
import org.ketwright.classical.network.Architecture;
import org.ketwright.classical.network.Initialization;
import org.ketwright.classical.network.Layer;
import org.ketwright.classical.network.Network;
import org.ketwright.classical.network.Optimizer;
import org.ketwright.classical.network.Trainer;
import org.ketwright.kernels.Backends;
import org.ketwright.qml.CircuitFilter;
import org.ketwright.qml.Entanglement;
import org.ketwright.qml.Order;
import org.ketwright.qml.Quanvolution;
import org.ketwright.qml.QuanvolutionAnsatz;
import org.ketwright.qml.QuanvolutionClassifier;
import org.ketwright.qml.WindowGrid;
import org.ketwright.simulator.StateVectorSimulator;

/** The README's example compiles, runs, and is the one printed there. */
class ReadmeTest {

    @Test
    void theExampleWorks() {
        // example
        LabeledImages data = PlusMinus.generate(50, new Seed(1));
        QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.drawn(4, Entanglement.FULL, Order.ENTANGLER_FIRST, Math.PI,
                new Seed(2));
        StateVectorSimulator simulator = StateVectorSimulator.on(Backends.named("cpu"));
        CircuitFilter filter = new CircuitFilter(simulator, ansatz.circuit(), ansatz.draw(new Seed(3)));
        Quanvolution layer = new Quanvolution(filter, new WindowGrid(1, 16, 16, 2, 2, 2));
        Tensor features = layer.features(data.images());
        Architecture dense = new Architecture(List.of(layer.features()), new Layer.Dense(4));
        Network untrained = Network.initialized(dense, Initialization.GLOROT_UNIFORM, new Seed(4));
        Network head = new Trainer(new Optimizer.Adam(0.01), 20, 20).train(untrained, features, data.labels(), new Seed(
                5)).model();
        Evaluation evaluation = new Evaluation(new QuanvolutionClassifier(layer, head), data, new Seed(6));
        Outcome outcome = evaluation.run(new Pgd(20, StepSize.ofBudget(0.125)), ThreatModel.linf(0.1f)).outcome();
        // end
        assertEquals(200, outcome.total());
        assertTrue(outcome.cleanAccuracy().value() > 0.6, outcome.cleanAccuracy()::toString);
        assertTrue(outcome.accuracy().value() < outcome.cleanAccuracy().value(), outcome.accuracy()::toString);
    }

    @Test
    void theExampleIsTheOneInTheReadme() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String test = Files.readString(Path.of("src/test/java/org/ketwright/studies/ReadmeTest.java"));
        assertEquals(words(between(readme, "```java\n", "```")), words(between(test, "// example\n", "// end")));
    }

    private static String between(String text, String from, String to) {
        Matcher matcher = Pattern.compile(Pattern.quote(from) + "(.*?)" + Pattern.quote(to), Pattern.DOTALL).matcher(
                text);
        assertTrue(matcher.find(), from);
        return matcher.group(1);
    }

    /** The formatter may break lines where the README does not. */
    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }
}

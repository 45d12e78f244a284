package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.CoherentError;
import org.ketwright.simulator.channel.Composition;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.Mixed;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.TensorProduct;
import org.ketwright.simulator.channel.ThermalRelaxation;
import org.ketwright.simulator.device.GateError;
import org.ketwright.simulator.device.NoiseModel;

/** Every channel of the catalogue can be said in a noise file, and comes back the same. */
class NoiseFileChannelsTest {
    @TempDir
    private Path folder = Path.of("");

    private static String json(Channel channel) {
        return "{\"channel\": \"" + (channel instanceof Mixed ? "mixed" : channel.name()) + "\", " + numbers(channel)
                + "}";
    }

    private static String numbers(Channel channel) {
        return switch (channel) {
            case Depolarizing d -> "\"p\": " + d.p() + ", \"qubits\": " + d.qubits();
            case PauliChannel p -> "\"probabilities\": " + p.probabilities().entrySet().stream()
                    .map(e -> "\"" + e.getKey() + "\": " + e.getValue()).collect(Collectors.joining(", ", "{", "}"));
            case AmplitudeDamping a -> "\"gamma\": " + a.gamma();
            case GeneralizedAmplitudeDamping g -> "\"gamma\": " + g.gamma() + ", \"excited\": " + g.excited();
            case PhaseDamping p -> "\"gamma\": " + p.gamma();
            case ThermalRelaxation t -> "\"t1\": " + t.t1() + ", \"t2\": " + t.t2() + ", \"duration\": "
                    + t.duration() + ", \"excited\": " + t.excited();
            case CoherentError c -> "\"pauli\": \"" + c.pauli() + "\", \"angle\": " + c.angle();
            case ResidualZz z -> "\"rate\": " + z.rate() + ", \"duration\": " + z.duration();
            case ResetError r -> "\"toZero\": " + r.toZero() + ", \"toOne\": " + r.toOne();
            case ReadoutError r -> "\"matrix\": " + rows(r.confusion(), false);
            case Kraus k -> "\"operators\": " + k.operators().stream().map(m -> rows(m, true)).toList();
            case Mixed m -> "\"weight\": " + m.weight() + ", \"inner\": " + json(m.inner());
            case Composition c -> "\"parts\": " + c.parts().stream().map(NoiseFileChannelsTest::json).toList();
            case TensorProduct t -> "\"parts\": " + t.parts().stream().map(NoiseFileChannelsTest::json).toList();
        };
    }

    private static String rows(Matrix matrix, boolean isComplex) {
        int d = matrix.dimension();
        return IntStream.range(0, d).mapToObj(r -> IntStream.range(0, d).mapToObj(c -> isComplex
                ? List.of(matrix.re(r, c), matrix.im(r, c)).toString()
                : String.valueOf(matrix.re(r, c))).toList().toString()).toList().toString();
    }

    private Channel read(String channel, int qubits) throws IOException {
        String gate = List.of("h", "cx", "ccx").get(qubits - 1);
        Path file = Files.writeString(folder.resolve("noise.json"), "{\"format\": \"ketwright noise 1\", \"gates\": [{"
                + "\"gate\": \"" + gate + "\", \"channels\": [" + channel + "]}]}");
        GateError error = Objects.requireNonNull(NoiseModel.read(file).model().gates())
                .of(gate, IntStream.range(0, qubits).boxed().toList()).orElseThrow();
        assertEquals(1, error.parts().size());
        return error.parts().getFirst().channel();
    }

    @Test
    void everyKindComesBack() throws IOException {
        RandomCircuits random = new RandomCircuits(61);
        Set<Class<?>> seen = new HashSet<>();
        for (SampleChannel kind : SampleChannel.values()) {
            for (double strength : new double[] {0, 0.3, 1}) {
                Channel channel = kind.at(strength, random);
                assertEquals(channel, read(json(channel), channel.qubits()), kind::name);
                seen.add(channel.getClass());
            }
        }
        assertEquals(Set.of(Channel.class.getPermittedSubclasses()), seen);
        Channel deep = new Mixed(new Depolarizing(0.1, 2).then(new ResetError(0.1, 0).tensor(new PhaseDamping(0.2)))
                .tensor(new AmplitudeDamping(0.3)), 0.5);
        assertEquals(deep, read(json(deep), 3));
        Channel wide = new PhaseDamping(0.2).tensor(new Depolarizing(0.1, 2));
        assertEquals(wide, read(json(wide), 3));
    }

    @Test
    void depolarizingActsOnAllThatItsPlaceHas() throws IOException {
        assertEquals(new Depolarizing(0.1, 3), read("{\"channel\": \"depolarizing\", \"p\": 0.1}", 3));
        assertEquals(new Depolarizing(0.1, 2), read("{\"channel\": \"depolarizing\", \"p\": 0.1, \"on\": [2, 0]}", 3));
        assertEquals(new Mixed(new Depolarizing(0.1, 2), 0.5), read("{\"channel\": \"mixed\", \"weight\": 0.5,"
                + " \"on\": [2, 0], \"inner\": {\"channel\": \"depolarizing\", \"p\": 0.1}}", 3));
        assertEquals(new TensorProduct(List.of(new Depolarizing(0.1, 1), new AmplitudeDamping(0.2))),
                read("{\"channel\": \"tensor-product\", \"parts\": [{\"channel\": \"depolarizing\", \"p\": 0.1},"
                        + " {\"channel\": \"amplitude-damping\", \"gamma\": 0.2}]}", 2));
    }
}

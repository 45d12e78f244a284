package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.CoherentError;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.Strength;
import org.ketwright.simulator.channel.ThermalRelaxation;

/** What docs/noise.md says in tables is what the program has and does. */
class NoisePageTest {
    private static final Path PAGE = Path.of("..", "docs", "noise.md");
    private static final int REPEATS = 40;
    private static final int DRAWS = 100;

    private static List<Channel> catalogue() {
        Channel damping = new AmplitudeDamping(0.1);
        return List.of(new Depolarizing(0.1, 1), new PauliChannel(1, Map.of("X", 0.1)), damping,
                new GeneralizedAmplitudeDamping(0.1, 0.1), new PhaseDamping(0.1), new ThermalRelaxation(2, 1, 1, 0),
                new CoherentError("X", 0.1), new ResidualZz(1, 1), new ResetError(0.1, 0.1),
                ReadoutError.asymmetric(0.1, 0.1), new Kraus(List.of(Matrix.identity(1))), damping.scaled(0.5),
                new Kraus(List.of(Matrix.identity(1))).scaled(0.5), damping.then(damping), damping.tensor(damping));
    }

    @Test
    void everyChannelHasItsRow() throws IOException {
        String page = Files.readString(PAGE);
        List<Class<?>> seen = new ArrayList<>();
        for (Channel c : catalogue()) {
            seen.add(c.getClass());
            String row = page.lines().filter(l -> l.startsWith("| `" + c.getClass().getSimpleName() + "` |"))
                    .findFirst().orElse("");
            assertTrue(!row.isEmpty(), "docs/noise.md has no row for " + c.getClass().getSimpleName());
            String names = c.strengths().stream().map(Strength::name).filter(n -> n.matches("[a-z0-9-]+"))
                    .map(n -> "`" + n + "`").collect(Collectors.joining(", "));
            assertTrue(row.contains(names), "the row of " + c.name() + " lacks its strengths " + names);
        }
        for (Class<?> kind : Channel.class.getPermittedSubclasses()) {
            assertTrue(seen.contains(kind), kind + " is not in this test's catalogue");
        }
    }

    private static Circuit circuit(Channel one, int layers) {
        CircuitBuilder c = Circuit.on(4);
        for (int q = 0; q < 4; q++) {
            c.ry(q, Angle.feature(q, Math.PI, 0)).noise(one, q);
        }
        for (int layer = 0; layer < layers; layer++) {
            for (int q = 0; q < 4; q++) {
                c.cx(q, (q + 1) % 4).noise(one, q).noise(one, (q + 1) % 4);
                c.ry(q, 0.4 + 0.3 * q + layer).noise(one, q);
            }
        }
        return c.build();
    }

    @Test
    @Tag("slow")
    void gradientEstimatorsBehaveAsMeasured() throws IOException {
        Backend cpu = Backends.named("cpu");
        String page = Files.readString(PAGE);
        Map<String, Channel> noises = new TreeMap<>(Map.of("depolarizing, p = 0.03", new Depolarizing(0.03, 1),
                "amplitude damping, gamma = 0.05", new AmplitudeDamping(0.05)));
        List<String> missing = new ArrayList<>();
        for (Wrt wrt : List.of(Wrt.FEATURES, Wrt.STRENGTHS)) {
            noises.forEach((noise, channel) -> {
                Circuit circuit = circuit(channel, wrt == Wrt.FEATURES ? 2 : 1);
                check(page, missing, "exact", noise, wrt, circuit, s -> GradientEstimator.exact(cpu));
                check(page, missing, "trajectories", noise, wrt, circuit,
                        s -> GradientEstimator.trajectories(cpu, DRAWS, s));
                check(page, missing, "shots", noise, wrt, circuit, s -> GradientEstimator.shots(cpu, DRAWS, s));
                check(page, missing, "draws", noise, wrt, circuit, s -> GradientEstimator.draws(cpu, DRAWS, s));
            });
        }
        assertTrue(missing.isEmpty(), () -> "docs/noise.md lacks these measured rows:\n" + String.join("\n", missing));
    }

    private static void check(String page, List<String> missing, String name, String noise, Wrt wrt, Circuit circuit,
            LongFunction<GradientEstimator> estimator) {
        Features inputs = new Features(3, 4, new RandomCircuits(1).numbers(12));
        double[] exact = derivatives(GradientEstimator.exact(Backends.named("cpu")), circuit, inputs, wrt);
        double[][] drawn = new double[REPEATS][];
        long fastest = Long.MAX_VALUE;
        for (int r = 0; r < REPEATS; r++) {
            long start = System.nanoTime();
            drawn[r] = derivatives(estimator.apply(r), circuit, inputs, wrt);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        double bias = 0;
        double variance = 0;
        for (int i = 0; i < exact.length; i++) {
            double mean = 0;
            double squares = 0;
            for (double[] one : drawn) {
                mean += one[i] / REPEATS;
            }
            for (double[] one : drawn) {
                squares += (one[i] - mean) * (one[i] - mean) / (REPEATS - 1);
            }
            bias += (mean - exact[i]) * (mean - exact[i]) / exact.length;
            variance += squares / exact.length;
        }
        String row = String.format(Locale.ROOT, "| %s | %s | %s | %.3f | %.3f | %.3f |",
                wrt.name().toLowerCase(Locale.ROOT), noise, name, Math.sqrt(bias), Math.sqrt(variance / REPEATS),
                Math.sqrt(variance));
        if (!page.contains(row)) {
            missing.add(row + String.format(Locale.ROOT, " %.1f ms |", fastest / 1e6));
        }
    }

    private static double[] derivatives(GradientEstimator estimator, Circuit circuit, Features inputs, Wrt wrt) {
        Jacobian all = estimator.estimate(circuit, new double[0], inputs, List.of(Observable.z(0)), Set.of(wrt)).mean();
        return wrt == Wrt.FEATURES ? all.byFeature() : all.byStrength();
    }
}

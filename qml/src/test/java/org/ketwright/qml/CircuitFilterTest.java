package org.ketwright.qml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ketwright.classical.Seed;
import org.ketwright.kernels.Availability;
import org.ketwright.kernels.Backend;
import org.ketwright.kernels.Backends;
import org.ketwright.kernels.Workers;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Observable;
import org.ketwright.simulator.StateVectorSimulator;

class CircuitFilterTest {

    static Stream<Backend> backends() {
        return Backends.all().stream().filter(b -> b.availability() instanceof Availability.Ready);
    }

    /** What allows the closed form to stand in for the engine. */
    @ParameterizedTest
    @MethodSource("backends")
    void closedFormEqualsTheEngine(Backend backend) {
        StateVectorSimulator simulator = StateVectorSimulator.on(backend);
        SplittableRandom random = new SplittableRandom(1);
        for (int repeat = 0; repeat < 60; repeat++) {
            int qubits = 1 + random.nextInt(repeat < 50 ? 4 : 9);
            QuanvolutionAnsatz ansatz = RandomAnsatz.ansatz(qubits, random);
            double[] parameters = random.doubles(ansatz.parameters(), -7, 7).toArray();
            int samples = 1 + random.nextInt(20);
            double[] pixels = random.doubles((long) qubits * samples, -1, 2).toArray();
            double[] cotangent = random.doubles((long) qubits * samples, -1, 1).toArray();
            WindowFilter closed = ClosedFormFilter.of(ansatz, parameters, Workers.of(1));
            WindowFilter engine = new CircuitFilter(simulator, ansatz.circuit(), parameters);
            assertArrayEquals(engine.apply(pixels, samples), closed.apply(pixels, samples), 1e-12);
            assertArrayEquals(engine.pullback(pixels, cotangent, samples), closed.pullback(pixels, cotangent, samples),
                    1e-12 * ansatz.scale() * qubits);
        }
    }

    /** ZZ gates after the rotations commute with what is measured. */
    @ParameterizedTest
    @MethodSource("backends")
    void printedOrderMakesTheEntanglerIneffective(Backend backend) {
        StateVectorSimulator simulator = StateVectorSimulator.on(backend);
        SplittableRandom random = new SplittableRandom(2);
        double[] pixels = random.doubles(4 * 25L).toArray();
        for (int seed = 0; seed < 5; seed++) {
            double[] none = features(simulator, Entanglement.NONE, new Seed(seed), pixels);
            for (Entanglement entanglement : List.of(Entanglement.LINEAR, Entanglement.RING, Entanglement.STAR,
                    Entanglement.FULL)) {
                assertArrayEquals(none, features(simulator, entanglement, new Seed(seed), pixels), 1e-14);
            }
        }
    }

    private static double[] features(StateVectorSimulator simulator, Entanglement entanglement, Seed seed,
            double[] pixels) {
        QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.drawn(4, entanglement, Order.PRINTED, Math.PI, seed);
        return new CircuitFilter(simulator, ansatz.circuit(), ansatz.draw(seed)).apply(pixels, 25);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void pullbackOfAnyCircuitEqualsCentralDifferences(Backend backend) {
        Circuit circuit = Circuit.on(2).ry(0, Angle.feature(0, 2)).rx(1, Angle.feature(1)).cx(0, 1)
                .rz(1, Angle.feature(0, 0.5, 0.1)).ry(1, Angle.weighted(2, 0, 1)).h(0).build();
        WindowFilter filter = new CircuitFilter(StateVectorSimulator.on(backend), circuit, new double[] {0.7, -0.4},
                List.of(Observable.parse("Z0 X1"), Observable.z(1), Observable.x(0)));
        assertEquals(3, filter.pixels());
        assertEquals(3, filter.features());
        SplittableRandom random = new SplittableRandom(3);
        double[] pixels = random.doubles(6).toArray();
        double[] cotangent = random.doubles(6).toArray();
        double[] gradient = filter.pullback(pixels, cotangent, 2);
        for (int i = 0; i < 6; i++) {
            double[] up = pixels.clone();
            up[i] += 1e-5;
            double[] down = pixels.clone();
            down[i] -= 1e-5;
            double difference = (ClosedFormFilterTest.dot(filter.apply(up, 2), cotangent)
                    - ClosedFormFilterTest.dot(filter.apply(down, 2), cotangent)) / 2e-5;
            assertEquals(difference, gradient[i], 1e-8);
        }
        assertEquals(0, filter.apply(new double[0], 0).length);
        assertEquals(0, filter.pullback(new double[0], new double[0], 0).length);
    }

    @Test
    void saysHowItComputesAndRefusesWhatIsNoFilter() {
        StateVectorSimulator simulator = StateVectorSimulator.on(Backends.named("scalar"));
        QuanvolutionAnsatz ansatz = QuanvolutionAnsatz.of(2, Order.PRINTED, 1, List.of());
        assertEquals("state vector, double precision, backend scalar",
                new CircuitFilter(simulator, ansatz.circuit(), new double[6]).method());
        assertThrows(IllegalArgumentException.class,
                () -> new CircuitFilter(simulator, ansatz.circuit(), new double[5]));
        assertThrows(IllegalArgumentException.class,
                () -> new CircuitFilter(simulator, Circuit.on(1).h(0).build(), new double[0]));
        assertThrows(IllegalArgumentException.class,
                () -> new CircuitFilter(simulator, ansatz.circuit(), new double[6], List.of()));
    }
}

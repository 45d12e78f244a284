package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What passes ask of memory, in the circuits of the benchmarks and in single steps: as little as can be. */
class CudaTrafficTest {
    private static final int BITS = 28;

    private static List<CudaRound> rounds(CudaElement element, CudaPasses passes, CudaPasses.Pass pass) {
        return new CudaRounds(element, passes.registerBits(), BITS, pass.local()).of(pass.parts().stream()
                .map(part -> part.moves()
                        ? CudaRounds.Part.moving(part.steps())
                        : new CudaRounds.Part(part.registers(), List.of())).toList());
    }

    private static CudaTraffic traffic(CudaElement element, Plan plan) {
        CudaTraffic sum = new CudaTraffic(0, 0, 0, 0);
        CudaPasses passes = CudaStates.passes(plan, element, Angles.shared());
        for (CudaPasses.Pass pass : passes.passes()) {
            sum = sum.plus(CudaTraffic.of(element, rounds(element, passes, pass)));
        }
        return sum;
    }

    /** Where indices were moved, the first threads may share a bank, as those that are neighbors in memory must come first. */
    private static final double SHARED = 1.03;

    @ParameterizedTest
    @EnumSource(names = {"COMPLEX_DOUBLE", "COMPLEX_SINGLE"})
    void circuitsTouchNoSectorInPartAndShareNoBank(CudaElement element) {
        Map<String, IntFunction<Plan>> circuits = Map.of("QFT", CardBenchmark::fourier, "brick",
                CardBenchmark::brick, "strongly entangling", CardBenchmark::entangling);
        circuits.forEach((name, circuit) -> {
            CudaTraffic traffic = traffic(element, circuit.apply(BITS));
            assertTrue(traffic.leastWavefronts() > 0, name);
            assertEquals(traffic.leastSectors(), traffic.sectors(), name);
            boolean moves = name.startsWith("strongly");
            assertTrue(traffic.wavefronts() <= traffic.leastWavefronts() * (moves ? SHARED : 1), name + ": " + traffic);
        });
    }

    /** A step on any but the lowest bits needs no shared memory. */
    @ParameterizedTest
    @EnumSource(CudaElement.class)
    void singleStepsReadAndWriteOnce(CudaElement element) {
        for (int bit = 0; bit < BITS; bit++) {
            Plan plan = Plan.on(BITS).step(Cases.unitary(new SplittableRandom(1), 1), bit).build();
            CudaTraffic traffic = traffic(element, plan);
            int tile = CudaRounds.tileBits(element.registerBits());
            assertEquals((2L << tile) * element.bytes() / 32, traffic.leastSectors());
            assertEquals(traffic.leastSectors(), traffic.sectors());
            assertEquals(traffic.leastWavefronts(), traffic.wavefronts());
            // The lowest bits number amplitudes within 64 bytes, which neighboring threads read.
            assertEquals(1 << bit >= 64 / element.bytes(), traffic.wavefronts() == 0, "bit " + bit);
        }
    }
}

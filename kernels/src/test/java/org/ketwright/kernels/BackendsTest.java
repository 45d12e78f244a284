package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BackendsTest {

    /** Stands for a backend whose device is not there. */
    private static final class Absent implements Backend {
        private final Backend scalar = new ScalarBackend();

        @Override
        public String name() {
            return "absent";
        }

        @Override
        public Availability availability() {
            return new Availability.Missing("no such card");
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public Amplitudes allocate(int bits, int batch, Precision precision) {
            return scalar.allocate(bits, batch, precision);
        }

        @Override
        public void expectations(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
                double[] out) {
            scalar.expectations(plan, angles, samples, readout, precision, out);
        }

        @Override
        public void pullback(Plan plan, Angles angles, Samples samples, Readout readout, Precision precision,
                double[] cotangent, GradientSink sink) {
            scalar.pullback(plan, angles, samples, readout, precision, cotangent, sink);
        }

        @Override
        public RealVectors allocateReal(int bits, int batch, Precision precision) {
            return scalar.allocateReal(bits, batch, precision);
        }

        @Override
        public void linear(Plan plan, Angles angles, Samples samples, LinearReadout readout, Precision precision,
                double[] out) {
            scalar.linear(plan, angles, samples, readout, precision, out);
        }

        @Override
        public void linearPullback(Plan plan, Angles angles, Samples samples, LinearReadout readout,
                Precision precision, double[] cotangent, LinearSink sink) {
            scalar.linearPullback(plan, angles, samples, readout, precision, cotangent, sink);
        }

        @Override
        public void trigonometric(TrigonometricSums sums, Samples samples, Precision precision, double[] out) {
            scalar.trigonometric(sums, samples, precision, out);
        }

        @Override
        public void trigonometricPullback(TrigonometricSums sums, Samples samples, Precision precision,
                double[] cotangent, double[] gradient) {
            scalar.trigonometricPullback(sums, samples, precision, cotangent, gradient);
        }
    }

    @Test
    void namesAreUnique() {
        List<String> names = Backends.all().stream().map(Backend::name).toList();
        assertEquals(names.stream().distinct().sorted().toList(), names);
        assertTrue(names.containsAll(List.of("cpu", "cuda", "scalar")));
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        String message = messageOf(IllegalArgumentException.class, () -> Backends.named("skalar"));
        assertTrue(message.startsWith("there is no backend 'skalar'; known are "), message);
        assertTrue(message.contains("scalar ("), message);
    }

    @Test
    void aMissingOneGivesItsReason() {
        List<Backend> among = List.of(new Absent(), new ScalarBackend());
        String message = messageOf(BackendMissingException.class, () -> Backends.choose(among, "absent"));
        assertEquals("backend 'absent' cannot run here: no such card; here run scalar ("
                + ((Availability.Ready) new ScalarBackend().availability()).device() + ")", message);
        message = messageOf(IllegalArgumentException.class, () -> Backends.choose(among, "cuda"));
        assertTrue(message.contains("absent (missing: no such card)"), message);
    }

    private static <T extends RuntimeException> String messageOf(Class<T> type, Executable call) {
        return String.valueOf(assertThrows(type, call).getMessage());
    }
}

package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What a card does in a second: passes over large states, and batches of small circuits. */
final class CardBenchmark {
    private static final int REPEATS = 5;
    /** 64 GiB in double precision. */
    private static final int MOST_BITS = 32;
    private static final double TOLERANCE = 1e-9;
    private static final double SINGLE_TOLERANCE = 1e-3;
    private static final Readout ALL_SIGNS = Readout.signs(0, 1, 2, 3);

    private final Backend backend;
    private final Backend twin = new CpuBackend();
    private final CudaDevice device;
    private final Map<String, Double> results;

    private CardBenchmark(Backend backend, CudaDevice device, Map<String, Double> results) {
        this.backend = backend;
        this.device = device;
        this.results = results;
    }

    /**
     * Measures.
     *
     * @param results receives every figure by its name when it is known, also if a later one fails; names end in their unit
     */
    static void run(Backend backend, CudaDevice device, int largest, Map<String, Double> results) {
        CardBenchmark benchmark = new CardBenchmark(backend, device, results);
        double bytes = device.freeBytes();
        int bits = largest;
        while (bits > 10 && 2.5 * 16 * Math.pow(2, bits) > bytes) {
            bits--;
        }
        double copy = benchmark.copies(bits);
        benchmark.singleSteps(bits, copy);
        for (Precision precision : Precision.values()) {
            benchmark.circuits(bits, precision, copy);
        }
        benchmark.largestState(largest < 20 ? bits : MOST_BITS);
        benchmark.batches(largest < 20 ? 1 << 8 : 1 << 20);
        benchmark.closedForms(largest < 20 ? 1 << 8 : 1 << 22);
    }

    private static double best(Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) * 1e-9);
        }
        return best;
    }

    private void note(String name, double value) {
        results.put(name, value);
        // A run that is cut off has said what it knew.
        System.err.println(name + " " + value);
    }

    /** Bytes read and written in a second when a state is copied by the driver. */
    private double copies(int bits) {
        long bytes = 16L << bits;
        try (CudaScope scope = new CudaScope(device)) {
            long from = scope.allocate(bytes);
            long to = scope.allocate(bytes);
            double seconds = best(() -> {
                scope.copy(from, to, bytes);
                scope.synchronize();
            });
            note("copy.bytes-per-second", 2 * bytes / seconds);
            return 2 * bytes / seconds;
        }
    }

    /** One step on one bit: bytes moved by a second, and that as a share of the copy. */
    private void singleSteps(int bits, double copy) {
        Matrix dense = Cases.unitary(new SplittableRandom(1), 1);
        try (Amplitudes state = backend.allocate(bits, 1, Precision.DOUBLE)) {
            for (int bit : new int[] {0, bits / 2, bits - 1}) {
                Plan plan = Plan.on(bits).step(dense, bit).build();
                double seconds = best(() -> state.apply(plan, Angles.shared(), Samples.plain(1)));
                note("step.bit-" + bit + ".share-of-copy", 2 * (16L << bits) / seconds / copy);
            }
        }
    }

    /** Circuits in passes and step by step, and what share of the copy bandwidth the passes take. */
    private void circuits(int bits, Precision precision, double copy) {
        Map<String, IntFunction<Plan>> circuits = new LinkedHashMap<>();
        circuits.put("qft", CardBenchmark::fourier);
        circuits.put("brick", CardBenchmark::brick);
        circuits.put("strongly-entangling", CardBenchmark::entangling);
        CudaElement element = CudaElement.complex(precision);
        circuits.forEach((name, make) -> {
            Plan plan = make.apply(bits);
            String of = name + "-" + bits + (precision == Precision.DOUBLE ? "" : "." + precision);
            double moved = 2.0 * CudaStates.passes(plan, element, Angles.shared()).passes().size() * element.bytes()
                    * Math.pow(2, bits);
            try (Amplitudes state = backend.allocate(bits, 1, precision)) {
                double passes = best(() -> state.apply(plan, Angles.shared(), Samples.plain(1)));
                note(of + ".seconds", passes);
                note(of + ".bytes-moved", moved);
                note(of + ".share-of-copy", moved / passes / copy);
                List<Plan> single = plan.steps().stream().map(step -> Plan.on(bits).step(step.family(), -1,
                        step.controls(), step.controlValues(), step.bits().stream().mapToInt(b -> b).toArray())
                        .build()).toList();
                single.forEach(one -> CudaStates.passes(one, element, Angles.shared()));
                long start = System.nanoTime();
                single.forEach(one -> state.apply(one, Angles.shared(), Samples.plain(1)));
                note(of + ".times-faster-than-step-by-step", (System.nanoTime() - start) * 1e-9 / passes);
            }
        });
    }

    /** The Fourier transform of index 0 on the largest state that fits: all amplitudes are equal. */
    private void largestState(int most) {
        int bits = most;
        while (1.1 * 16 * Math.pow(2, bits) > device.freeBytes()) {
            bits--;
        }
        Plan plan = fourier(bits);
        try (Amplitudes state = backend.allocate(bits, 1, Precision.DOUBLE)) {
            long start = System.nanoTime();
            state.apply(plan, Angles.shared(), Samples.plain(1));
            note("largest-qft-" + bits + ".seconds", (System.nanoTime() - start) * 1e-9);
            double norm = Arrays.stream(state.probabilities(0)).sum();
            // X on the highest and on the lowest bit together.
            double flipped = state.expectations(new Readout(List.of(List.of(
                    new Readout.Term(1, 1L << (bits - 1) | 1, 0)))))[0];
            double error = Math.max(Math.abs(norm - 1), Math.abs(flipped - 1));
            note("largest-qft-" + bits + ".error", error);
            if (!(error < TOLERANCE)) {
                throw new IllegalStateException("norm " + norm + " and expectation " + flipped + " of a state of "
                        + bits + " bits should be 1");
            }
        }
    }

    private static Matrix rotation(String pauli, double angle) {
        return Cases.rotation(pauli).at(angle);
    }

    static Plan fourier(int bits) {
        Plan.Builder plan = Plan.on(bits);
        for (int j = bits - 1; j >= 0; j--) {
            plan.step(Cases.HADAMARD, j);
            for (int k = j - 1; k >= 0; k--) {
                plan.step(Cases.phase(2).at(Math.PI / Math.pow(2, j - k)), k, j);
            }
        }
        for (int i = 0; i < bits / 2; i++) {
            plan.step(Cases.SWAP, i, bits - 1 - i);
        }
        return plan.build();
    }

    private static void rot(Plan.Builder plan, SplittableRandom random, int bit) {
        double[] a = random.doubles(3, 0, 2 * Math.PI).toArray();
        plan.step(rotation("Z", a[2]).times(rotation("Y", a[1])).times(rotation("Z", a[0])), bit);
    }

    static Plan brick(int bits) {
        SplittableRandom random = new SplittableRandom(42);
        Plan.Builder plan = Plan.on(bits);
        for (int layer = 0; layer < 20; layer++) {
            for (int bit = 0; bit < bits; bit++) {
                rot(plan, random, bit);
            }
            for (int bit = layer % 2; bit + 1 < bits; bit += 2) {
                plan.step(Cases.CZ, bit, bit + 1);
            }
        }
        return plan.build();
    }

    static Plan entangling(int bits) {
        SplittableRandom random = new SplittableRandom(42);
        Plan.Builder plan = Plan.on(bits);
        for (int layer = 0; layer < 10; layer++) {
            for (int bit = 0; bit < bits; bit++) {
                rot(plan, random, bit);
            }
            int reach = layer % (bits - 1) + 1;
            for (int bit = 0; bit < bits; bit++) {
                plan.step(Cases.CX, bit, (bit + reach) % bits);
            }
        }
        return plan.build();
    }

    /**
     * Quanvolution filters, noiseless and as density matrices, and gradients of a re-upload circuit. Each figure twice:
     * from Java arrays to Java arrays, and "on-card", kernels alone with data that is there already.
     */
    private void batches(int samples) {
        SplittableRandom random = new SplittableRandom(7);
        Plan filter = filter(random);
        Angles pixels = new Angles(new double[4], new double[] {1, 1, 1, 1}, new int[] {0, 1, 2, 3});
        LinearReadout means = LinearReadout.at(2, 8, 32, 128);
        int noisySamples = Math.max(1, samples / 16);
        for (Precision precision : Precision.values()) {
            quanvolution("quanvolution." + precision, filter, pixels, samples, precision);
            quanvolution("quanvolution." + precision + ".batch-" + noisySamples, filter, pixels, noisySamples,
                    precision);
            noisy("noisy-quanvolution." + precision, noisyFilter(), pixels, means, noisySamples, precision);
            noisy("device-noise-quanvolution." + precision, deviceFilter(), pixels, means, noisySamples, precision);
            reupload(Math.max(1, samples / 64), precision);
        }
    }

    private static Samples windows(int samples) {
        return Samples.of(samples, 4, new SplittableRandom(7).doubles(4L * samples, 0, Math.PI).toArray());
    }

    private void quanvolution(String name, Plan filter, Angles pixels, int samples, Precision precision) {
        Samples windows = windows(samples);
        features(name, samples, precision,
                (on, out) -> on.expectations(filter, pixels, windows, ALL_SIGNS, precision, out),
                out -> CudaJob.read(filter, pixels, windows, ALL_SIGNS, precision, out));
    }

    private void noisy(String name, Plan filter, Angles pixels, LinearReadout means, int samples,
            Precision precision) {
        Samples windows = windows(samples);
        features(name, samples, precision, (on, out) -> on.linear(filter, pixels, windows, means, precision, out),
                out -> CudaJob.read(filter, pixels, windows, means, precision, out));
    }

    /** Four features of each sample. */
    private void features(String name, int samples, Precision precision, BiConsumer<Backend, double[]> run,
            Function<double[], CudaJob> job) {
        double[] out = new double[4 * samples];
        note(name + ".circuits-per-second", samples / warm(() -> run.accept(backend, out)));
        double[] wanted = new double[out.length];
        run.accept(twin, wanted);
        requireSame(name, wanted, out, precision);
        note(name + ".on-card.circuits-per-second", onCard(job.apply(out)));
    }

    /** Batches are larger here than in tests, so that all chunks and queues have their turn. */
    private void requireSame(String name, double[] wanted, double[] given, Precision precision) {
        double error = IntStream.range(0, wanted.length).mapToDouble(i -> Math.abs(wanted[i] - given[i])).max()
                .orElse(0);
        note(name + ".error", error);
        double most = precision == Precision.DOUBLE ? TOLERANCE : SINGLE_TOLERANCE;
        if (!(error < most)) {
            throw new IllegalStateException(
                    name + " differs from the " + twin.name() + " backend by " + error + ", more than " + most);
        }
    }

    /** The shortest of some, when everything that the process compiles as it runs is compiled. */
    private static double warm(Runnable work) {
        best(work);
        return best(work);
    }

    /** Samples a second of a batch whose data lies on the card already. */
    private double onCard(CudaJob job) {
        int launches = 8;
        try (CudaCircuits.Tables tables = new CudaCircuits.Tables(device, job);
                CudaCircuits.Queue queue = new CudaCircuits.Queue(device, tables, job.count())) {
            queue.send(0, job.count());
            queue.await();
            return (double) launches * job.count() / best(() -> {
                for (int i = 0; i < launches; i++) {
                    queue.launch();
                }
                queue.await();
            });
        }
    }

    static Plan filter(SplittableRandom random) {
        Plan.Builder plan = Plan.on(4);
        for (int bit = 0; bit < 4; bit++) {
            plan.step(Cases.rotation("Y"), bit, bit);
        }
        for (int bit = 0; bit < 4; bit++) {
            rot(plan, random, bit);
        }
        for (int a = 0; a < 4; a++) {
            for (int b = a + 1; b < 4; b++) {
                plan.step(rotation("ZZ", random.nextDouble(6)), a, b);
            }
        }
        return plan.build();
    }

    /** Four qubits in the Pauli basis, two bits each: rotations about Y, each followed by depolarizing; then swaps. */
    static Plan noisyFilter() {
        Plan.Builder plan = Plan.on(8);
        Matrix start = Matrix.real(1, 1, 0, 1, 0);
        Matrix noise = Matrix.real(2, 1, 0, 0, 0, 0, 0.99, 0, 0, 0, 0, 0.99, 0, 0, 0, 0, 0.99);
        for (int qubit = 0; qubit < 4; qubit++) {
            plan.step(start, 2 * qubit + 1).step(turn(), qubit, 2 * qubit, 2 * qubit + 1)
                    .step(noise, 2 * qubit, 2 * qubit + 1);
        }
        for (int qubit = 0; qubit < 4; qubit++) {
            int next = (qubit + 1) % 4;
            plan.step(Cases.SWAP, 2 * qubit, 2 * next).step(noise, 2 * qubit, 2 * qubit + 1);
        }
        return plan.build();
    }

    /**
     * The filter as a device runs it whose qubits are not all coupled: rotations about Y, then 21 CNOTs, after each of
     * which both qubits are depolarized together and relax. 4 + 4 + 63 steps on density matrices, no calibration.
     */
    static Plan deviceFilter() {
        Plan.Builder plan = Plan.on(8);
        Matrix start = Matrix.real(1, 1, 0, 1, 0);
        for (int qubit = 0; qubit < 4; qubit++) {
            plan.step(start, 2 * qubit + 1).step(turn(), qubit, 2 * qubit, 2 * qubit + 1);
        }
        double dephased = 0.995;
        double decayed = 0.99;
        Matrix relaxation = Matrix.real(2, 1, 0, 0, 0, 0, dephased, 0, 0, 1 - decayed, 0, decayed, 0, 0, 0, 0,
                dephased);
        for (int i = 0; i < 21; i++) {
            int control = i % 4;
            int target = (control + 1 + i % 3) % 4;
            plan.step(noisyNot(0.99), 2 * control, 2 * control + 1, 2 * target, 2 * target + 1)
                    .step(relaxation, 2 * control, 2 * control + 1).step(relaxation, 2 * target, 2 * target + 1);
        }
        return plan.build();
    }

    /**
     * A CNOT and what is left by depolarizing of all but the identity. Bit 0 of a qubit's index says that there is an X,
     * bit 1 a Z; the CNOT copies X to the target and Z to the control, and X Z and Y Y change their signs.
     */
    private static Matrix noisyNot(double left) {
        double[] entries = new double[256];
        for (int from = 0; from < 16; from++) {
            int controlX = from & 1;
            int controlZ = from >> 1 & 1;
            int targetX = from >> 2 & 1;
            int targetZ = from >> 3;
            int to = controlX | (controlZ ^ targetZ) << 1 | (targetX ^ controlX) << 2 | targetZ << 3;
            int sign = controlX == 1 && targetZ == 1 && targetX == controlZ ? -1 : 1;
            entries[16 * to + from] = from == 0 ? 1 : sign * left;
        }
        return Matrix.real(4, entries);
    }

    /** A rotation about Y in the Pauli basis I, X, Z, Y: it turns Z into X. */
    private static MatrixFamily turn() {
        Matrix constant = Matrix.real(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        Matrix cosine = Matrix.real(2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
        Matrix sine = Matrix.real(2, 0, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 0);
        return new MatrixFamily(constant, cosine, sine, 1);
    }

    /** A plan, and what drives its slots. */
    record Driven(Plan plan, Angles angles) {
    }

    /** Eight qubits that read three numbers in each of 32 layers. */
    static Driven classifier() {
        int layers = 32;
        int bits = 8;
        Plan.Builder plan = Plan.on(bits);
        int slots = 0;
        for (int layer = 0; layer < layers; layer++) {
            for (int bit = 0; bit < bits; bit++) {
                for (String pauli : List.of("Z", "Y", "Z")) {
                    plan.step(Cases.rotation(pauli), slots++, bit);
                }
            }
            for (int bit = 0; bit < bits; bit++) {
                plan.step(Cases.CZ, bit, (bit + 1) % bits);
            }
        }
        int[] column = new int[slots];
        double[] scale = new double[slots];
        for (int i = 0; i < slots; i++) {
            column[i] = i % 3;
            scale[i] = 0.1 * (i % 7);
        }
        return new Driven(plan.build(),
                new Angles(new SplittableRandom(3).doubles(slots).toArray(), scale, column));
    }

    private void reupload(int samples, Precision precision) {
        Driven classifier = classifier();
        int[] slots = IntStream.range(0, classifier.angles().offset().length).toArray();
        Samples batch = Samples.of(samples, 3, new SplittableRandom(4).doubles(3L * samples).toArray());
        double[] cotangent = new double[4 * samples];
        Arrays.fill(cotangent, 1);
        GradientSink sink = new GradientSink(slots, new double[slots.length * samples], null, null);
        String name = "reupload." + precision;
        note(name + ".vector-jacobian-products-per-second", samples / warm(() -> backend.pullback(classifier.plan(),
                classifier.angles(), batch, ALL_SIGNS, precision, cotangent, sink)));
        double[] wanted = new double[sink.angles().length];
        twin.pullback(classifier.plan(), classifier.angles(), batch, ALL_SIGNS, precision, cotangent,
                new GradientSink(slots, wanted, null, null));
        requireSame(name, wanted, sink.angles(), precision);
        note(name + ".on-card.vector-jacobian-products-per-second", onCard(CudaJob.pull(classifier.plan(),
                classifier.angles(), batch, ALL_SIGNS, precision, cotangent, sink)));
        int few = Math.max(1, samples / 8);
        Samples some = Samples.of(few, 3, new SplittableRandom(4).doubles(3L * few).toArray());
        JacobianSink all = new JacobianSink(slots, new double[ALL_SIGNS.size() * slots.length * few], null);
        note(name + ".jacobians-per-second", few / warm(() -> backend.jacobian(classifier.plan(),
                classifier.angles(), some, ALL_SIGNS, precision, all)));
    }

    /**
     * Filters of four pixels and as many features in closed form, from Java arrays to Java arrays; the same where pixels
     * and features stay on the card, also with many features, by the one kernel and by products of matrices.
     */
    private void closedForms(int windows) {
        SplittableRandom random = new SplittableRandom(9);
        Samples pixels = Samples.of(windows, 4, random.doubles(4L * windows, 0, Math.PI).toArray());
        double[] features = new double[4 * windows];
        double[] gradient = new double[4 * windows];
        TrigonometricSums four = TrigonometricContract.sums(random, 4, 4);
        for (Precision precision : Precision.values()) {
            String name = "closed-form." + precision;
            note(name + ".windows-per-second",
                    windows / best(() -> backend.trigonometric(four, pixels, precision, features)));
            note(name + ".gradients-per-second", windows / best(
                    () -> backend.trigonometricPullback(four, pixels, precision, features, gradient)));
            for (int outputs : new int[] {4, 16, 64, 256}) {
                TrigonometricSums sums = TrigonometricContract.sums(random, 4, outputs);
                onCard(name + ".on-card." + outputs + "-features.one-kernel", sums, pixels, precision, 0);
                onCard(name + ".on-card." + outputs + "-features." + (device.hasLibrary() ? "cublas" : "own-product"),
                        sums, pixels, precision, Math.min(windows, 1 << 14));
            }
        }
    }

    private void onCard(String name, TrigonometricSums sums, Samples pixels, Precision precision, int rows) {
        int launches = 8;
        int count = rows == 0 ? Math.min(pixels.count(), 1 << 20) : rows;
        try (CudaScope scope = new CudaScope(device)) {
            CudaBuffer columns = scope.buffer(8L * sums.columns() * count);
            columns.putSamples(pixels.values(), sums.columns(), pixels.count(), 0, count);
            columns.upload(8L * sums.columns() * count);
            long outputs = scope.allocate(8L * sums.outputs() * count);
            long gradient = scope.allocate(8L * sums.columns() * count);
            CudaTrigonometric there = new CudaTrigonometric(scope, sums, precision, rows, false);
            CudaTrigonometric back = new CudaTrigonometric(scope, sums, precision, rows, true);
            long work = scope.allocate(there.workBytes());
            scope.synchronize();
            note(name + ".windows-per-second", (double) launches * count / best(() -> {
                for (int i = 0; i < launches; i++) {
                    there.values(scope, columns.address(), outputs, work, count);
                }
                scope.synchronize();
            }));
            note(name + ".gradients-per-second", (double) launches * count / best(() -> {
                for (int i = 0; i < launches; i++) {
                    back.pullback(scope, columns.address(), outputs, gradient, work, count);
                }
                scope.synchronize();
            }));
        }
    }

    /** One line of JSON. */
    static String json(Map<String, Double> results) {
        List<String> fields = new ArrayList<>();
        results.forEach((name, value) -> fields.add("\"" + name + "\":" + value));
        return "{" + String.join(",", fields) + "}";
    }
}

package org.ketwright.qml;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.classical.Seed;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.data.MalformedFileException;
import org.ketwright.kernels.Backends;
import org.ketwright.simulator.StateVectorSimulator;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;
import org.ketwright.simulator.numpy.NumpyFormatException;

class CheckpointTest {
    private static final StateVectorSimulator CPU = StateVectorSimulator.on(Backends.named("cpu"));

    @TempDir
    private Path folder = Path.of("");

    private static List<Model<?>> models() {
        return List.of(ModelsTest.reupload(CPU), ModelsTest.amplitude(CPU), ModelsTest.fourier(), ModelsTest.convNet());
    }

    @Test
    void everyModelComesBackExactly() throws IOException {
        for (Model<?> model : models()) {
            int side = (int) Math.sqrt(model.pixels());
            Tensor x = Tensor.of(QuanvolutionTest.randomFloats(3 * model.pixels(), 2), 3, 1, side, side);
            Checkpoint saved = Checkpoint.of(model);
            Path file = folder.resolve(saved.kind().label());
            CheckpointFile.write(file, saved);
            Path archive = folder.resolve(saved.kind().label() + ".npz");
            CheckpointFile.export(archive, saved);
            for (Checkpoint read : List.of(CheckpointFile.read(file), CheckpointFile.readExport(archive))) {
                assertEquals(saved, read);
                Model<?> again = read.model(CPU);
                assertEquals(model.getClass(), again.getClass());
                assertArrayEquals(model.trainedParameters(), again.trainedParameters());
                assertArrayEquals(model.logits(x).data(), again.logits(x).data());
            }
            assertEquals(List.of(saved.kind().label(), saved.kind().label() + ".npz"), names());
            Files.delete(file);
            Files.delete(archive);
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    /** Numbers that no float holds survive too. */
    @Test
    void parametersKeepAllTheirBits() throws IOException {
        double[] angles = new double[36];
        Arrays.setAll(angles, i -> Math.PI / (i + 1));
        AmplitudeClassifier model = AmplitudeClassifier.of(CPU, new AmplitudeClassifier.Shape(4, 3, 3), angles);
        Path file = folder.resolve("model");
        CheckpointFile.write(file, Checkpoint.of(model));
        assertArrayEquals(angles,
                CheckpointFile.read(file).model(AmplitudeClassifier.class, CPU).parameters());
    }

    @Test
    void anotherKindIsSaidInOneLine() {
        Checkpoint saved = Checkpoint.of(ModelsTest.amplitude(CPU));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> saved.model(ReuploadClassifier.class, CPU));
        assertEquals("a ReuploadClassifier was asked for but the checkpoint is of the kind 'amplitude'",
                e.getMessage());
    }

    @Test
    void anotherVersionIsSaidInOneLine() throws IOException {
        Path file = folder.resolve("model");
        CheckpointFile.write(file, Checkpoint.of(ModelsTest.fourier()));
        byte[] bytes = Files.readAllBytes(file);
        bytes[11] = 2;
        Files.write(file, bytes);
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> CheckpointFile.read(file));
        assertTrue(String.valueOf(e.getMessage()).endsWith("the version of a checkpoint must be 1 but is 2"),
                e.getMessage());
    }

    @Test
    void damageIsNoticedWhereverItIs() throws IOException {
        Path file = folder.resolve("model");
        CheckpointFile.write(file, Checkpoint.of(ModelsTest.amplitude(CPU)));
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            Files.write(file, flipped);
            assertThrows(MalformedFileException.class, () -> CheckpointFile.read(file), "byte " + i);
            Files.write(file, Arrays.copyOf(whole, i));
            assertThrows(MalformedFileException.class, () -> CheckpointFile.read(file), "cut at " + i);
        }
    }

    /** Whoever forges the checksum as well meets the other checks. */
    @Test
    void onlyTheDeclaredErrorsEscapeFromForgedFiles() throws IOException {
        Path file = folder.resolve("model");
        SplittableRandom random = new SplittableRandom(1);
        for (Model<?> model : models()) {
            CheckpointFile.write(file, Checkpoint.of(model));
            byte[] whole = Files.readAllBytes(file);
            for (int trial = 0; trial < 400; trial++) {
                byte[] forged = whole.clone();
                for (int k = 0; k <= random.nextInt(3); k++) {
                    forged[12 + random.nextInt(Math.min(120, forged.length - 20))] = (byte) random.nextInt(256);
                }
                seal(forged);
                Files.write(file, forged);
                try {
                    CheckpointFile.read(file).model(CPU);
                } catch (MalformedFileException | IllegalArgumentException e) {
                    assertTrue(String.valueOf(e.getMessage()).contains("but"), e.getMessage());
                }
            }
        }
    }

    @Test
    void nothingIsSaidTwice() throws IOException {
        Path file = folder.resolve("model");
        ByteBuffer bytes = ByteBuffer.allocate(1024).put("KETWMODL".getBytes(US_ASCII)).putInt(1);
        text(bytes, "amplitude").putInt(4);
        for (String size : List.of("qubits", "layers", "classes", "qubits")) {
            text(bytes, size).putInt(2);
        }
        text(bytes.putInt(1), "angles").putInt(1).putInt(12);
        for (int i = 0; i < 12; i++) {
            bytes.putDouble(0.5);
        }
        byte[] forged = Arrays.copyOf(bytes.array(), bytes.position() + 8);
        seal(forged);
        Files.write(file, forged);
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> CheckpointFile.read(file));
        assertTrue(String.valueOf(e.getMessage()).contains("qubits"), e.getMessage());
    }

    private static ByteBuffer text(ByteBuffer bytes, String text) {
        return bytes.putShort((short) text.length()).put(text.getBytes(US_ASCII));
    }

    private static void seal(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - 8);
        ByteBuffer.wrap(bytes).putLong(bytes.length - 8, sum.getValue());
    }

    @Test
    void archivesOfSomethingElseAreRefused() throws IOException {
        Path file = folder.resolve("model.npz");
        Files.writeString(file, "no archive");
        assertThrows(NumpyFormatException.class, () -> CheckpointFile.readExport(file));
        CheckpointFile.export(file, Checkpoint.of(ModelsTest.fourier()));
        Map<String, NumpyArray> good = NumpyFile.readArchive(file);
        refused(file, good, "version", NumpyArray.of(new long[] {7}), "its version must be 1 but is 7");
        refused(file, good, "kind", NumpyArray.of(new byte[] {'x'}, 1), "no model of kind 'x'");
        refused(file, good, "size.pixels", NumpyArray.of(new long[] {1L << 40}), "overflow");
        refused(file, good, "size.pixels", NumpyArray.of(new long[] {1, 2}, 2), "must be one number but holds 2");
        refused(file, good, "size.pixels", NumpyArray.of(new double[1], 1), "integer");
        refused(file, good, "surplus", NumpyArray.of(new double[1], 1), "other arrays");
        good.remove("kind");
        NumpyFile.writeArchive(file, good);
        assertThrows(MalformedFileException.class, () -> CheckpointFile.readExport(file));
    }

    private static void refused(Path file, Map<String, NumpyArray> good, String name, NumpyArray other, String part)
            throws IOException {
        Map<String, NumpyArray> arrays = new LinkedHashMap<>(good);
        arrays.put(name, other);
        NumpyFile.writeArchive(file, arrays);
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> CheckpointFile.readExport(file));
        assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }

    @Test
    void sizesAndParametersThatDoNotFitAreRefused() {
        Checkpoint saved = Checkpoint.of(FourierNet.initialized(new FourierNet.Shape(4, 2, 3), new Seed(1)));
        var sizes = new LinkedHashMap<>(saved.sizes());
        sizes.put("pixels", 5);
        Checkpoint other = new Checkpoint(saved.kind(), sizes, saved.parameters());
        assertThrows(IllegalArgumentException.class, () -> other.model(CPU));
        var doubles = new LinkedHashMap<>(saved.parameters());
        doubles.put("frequencies", new Checkpoint.Values(List.of(2, 4), 0.1, 1, 1, 1, 1, 1, 1, 1));
        Checkpoint fine = new Checkpoint(saved.kind(), saved.sizes(), doubles);
        assertThrows(IllegalArgumentException.class, () -> fine.model(CPU));
        assertThrows(IllegalArgumentException.class, () -> new Checkpoint.Values(List.of(2), 1.0));
        sizes.put("frequencies", 1 << 30);
        Checkpoint huge = new Checkpoint(saved.kind(), sizes, saved.parameters());
        assertThrows(IllegalArgumentException.class, () -> huge.model(CPU));
        sizes.remove("classes");
        assertThrows(IllegalArgumentException.class,
                () -> new Checkpoint(saved.kind(), sizes, saved.parameters()));
    }
}

package org.ketwright.simulator.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyFileTest {
    @TempDir
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("x.npy"), content);
    }

    private static byte[] npy(String dictionary, int dataBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) dictionary.length(), 0});
        out.write(dictionary.getBytes(StandardCharsets.US_ASCII));
        out.write(IntStream.range(0, dataBytes).collect(ByteArrayOutputStream::new, ByteArrayOutputStream::write,
                (a, b) -> a.writeBytes(b.toByteArray())).toByteArray());
        return out.toByteArray();
    }

    static NumpyArray random(NumpyType type, SplittableRandom random) {
        int[] shape = random.ints(random.nextInt(4), 0, 5).toArray();
        int count = type.numbers() * IntStream.of(shape).reduce(1, (a, b) -> a * b);
        return new NumpyArray(type, shape, switch (type) {
            case F4, C8 -> {
                float[] f = new float[count];
                for (int i = 0; i < count; i++) {
                    f[i] = (float) random.nextDouble(-9, 9);
                }
                yield f;
            }
            case F8, C16 -> random.doubles(count, -9, 9).toArray();
            case I8 -> random.longs(count).toArray();
            case U1, B1 -> {
                byte[] b = new byte[count];
                for (int i = 0; i < count; i++) {
                    b[i] = (byte) random.nextInt(type == NumpyType.B1 ? 2 : 256);
                }
                yield b;
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrites(NumpyType type) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 50; round++) {
            NumpyArray array = random(type, random);
            Path file = folder.resolve("a.npy");
            NumpyFile.write(file, array);
            assertEquals(array, NumpyFile.read(file));
            assertEquals(0, (Files.size(file) - (long) type.bytes() * array.shape().stream().reduce(1, (a, b) -> a * b))
                    % 64);
        }
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void readsArchivesItWrites() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        Map<String, NumpyArray> arrays = new LinkedHashMap<>();
        for (NumpyType type : NumpyType.values()) {
            arrays.put("array_" + type, random(type, random));
        }
        arrays.put("long", NumpyArray.of(new double[100_000], 100, 1000));
        Path file = folder.resolve("a.npz");
        NumpyFile.writeArchive(file, arrays);
        Map<String, NumpyArray> read = NumpyFile.readArchive(file);
        assertEquals(arrays, read);
        assertEquals(List.copyOf(arrays.keySet()), List.copyOf(read.keySet()));
        byte[] first = Files.readAllBytes(file);
        NumpyFile.writeArchive(file, arrays);
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void takesNoMoreMemoryForAnArchiveThanAllowed() throws IOException {
        Path file = folder.resolve("zeros.npz");
        NumpyFile.writeArchive(file, Map.of("a", NumpyArray.of(new double[1000], 1000), "b", NumpyArray.of(
                new double[1000], 1000)));
        assertEquals(2, NumpyFile.readArchive(file, 17_000).size());
        NumpyFormatException e = assertThrows(NumpyFormatException.class, () -> NumpyFile.readArchive(file, 16_000));
        assertTrue(String.valueOf(e.getMessage()).contains("may take 16000 bytes"), e.getMessage());
    }

    @Test
    void readsNumbersAsNumPyWritesThem() throws IOException {
        NumpyArray a = NumpyFile.read(file(npy("{'shape': (2, 3), 'fortran_order': False, 'descr': '|u1'}\n", 6)));
        assertEquals(List.of(2, 3), a.shape());
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5}, a.bytes());
        NumpyArray b = NumpyFile.read(file(npy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\n", 6)));
        assertArrayEquals(new byte[] {0, 2, 4, 1, 3, 5}, b.bytes());
        NumpyArray c = NumpyFile.read(file(npy("{'descr': '<i8', 'fortran_order': False, 'shape': ()}", 8)));
        assertEquals(List.of(), c.shape());
        assertEquals(0x0706050403020100L, c.longs()[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'descr': '>f8', 'fortran_order': False, 'shape': (1,), }",
            "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (0,), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999999999,), }",
            "{'descr': '<f8', 'fortran_order': 'no', 'shape': (1,), }", "{'descr': '<f8', 'shape': (1,), }",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': True}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), } junk", "", "{", "{}", "[1]"})
    void refusesOtherHeads(String dictionary) throws IOException {
        Path file = file(npy(dictionary, 8));
        NumpyFormatException e = assertThrows(NumpyFormatException.class, () -> NumpyFile.read(file));
        assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e.getMessage());
    }

    @Test
    void onlyTheDeclaredErrorEscapesFromBrokenFiles() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        Path whole = folder.resolve("whole.npz");
        NumpyFile.writeArchive(whole, Map.of("a", NumpyArray.of(random.doubles(40).toArray(), 5, 8)));
        byte[] archive = Files.readAllBytes(whole);
        byte[] single = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }\n", 32);
        for (int round = 0; round < 2000; round++) {
            byte[] broken = Arrays.copyOf(single, random.nextInt(single.length + 1));
            byte[] brokenArchive = Arrays.copyOf(archive, random.nextInt(archive.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && broken.length > 0 && brokenArchive.length > 0; flips--) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
                brokenArchive[random.nextInt(brokenArchive.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path a = file(broken);
            Path b = Files.write(folder.resolve("b.npz"), brokenArchive);
            refusedOrRead(() -> NumpyFile.read(a));
            refusedOrRead(() -> NumpyFile.readArchive(b));
        }
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static void refusedOrRead(Reading reading) throws IOException {
        try {
            reading.read();
        } catch (NumpyFormatException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }\n", 32);
        for (int length = 0; length < whole.length; length++) {
            Path file = file(Arrays.copyOf(whole, length));
            assertThrows(NumpyFormatException.class, () -> NumpyFile.read(file));
        }
    }

    @Test
    void writerConvertsPieces() throws IOException {
        Path file = folder.resolve("a.npy");
        try (NumpyWriter out = new NumpyWriter(file, NumpyType.C8, 3)) {
            out.append(new double[] {1, 2, 3, 4, 99}, 4);
            assertFalse(Files.exists(file));
            out.append(new double[] {5, 6}, 2);
        }
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, NumpyFile.read(file).floats());
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, NumpyFile.read(file).doubles());
    }

    @Test
    void writerLeavesNothingIncomplete() throws IOException {
        Path file = folder.resolve("a.npy");
        NumpyWriter out = new NumpyWriter(file, NumpyType.F8, 3);
        out.append(new double[] {1, 2}, 2);
        assertThrows(IOException.class, out::close);
        try (NumpyWriter full = new NumpyWriter(folder.resolve("b.npy"), NumpyType.F8, 1)) {
            full.append(new double[] {1}, 1);
            assertThrows(IllegalArgumentException.class, () -> full.append(new double[] {1}, 1));
        }
        try (var left = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("b.npy")), left.toList());
        }
    }

    @Test
    void refusesNumbersThatDoNotFitTheShape() {
        assertThrows(IllegalArgumentException.class, () -> NumpyArray.of(new double[3], 2));
        assertThrows(IllegalArgumentException.class, () -> NumpyArray.complex(new double[2], 2));
        assertThrows(IllegalArgumentException.class, () -> NumpyArray.of(new long[1], -1, -1));
        assertThrows(IllegalArgumentException.class, () -> NumpyArray.of(new long[1], 1).doubles());
    }
}

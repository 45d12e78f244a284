package org.ketwright.classical.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Tensor;
import org.ketwright.classical.TestData;

class IdxFileTest {
    @TempDir
    private Path folder;

    private static byte[] images(int count, int rows, int columns, int bytes) {
        ByteBuffer file = ByteBuffer.allocate(16 + bytes).putInt(0x0803).putInt(count).putInt(rows).putInt(columns);
        for (int i = 0; i < bytes; i++) {
            file.put((byte) (i * 37));
        }
        return file.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(0x0801).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "idx", ""), content);
    }

    private String refused(byte[] content) throws IOException {
        Path path = write(content);
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> IdxFile.images(path));
        assertEquals(path.toString(), e.path());
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith(path + ": byte " + e.offset() + ": "), message);
        return message;
    }

    @Test
    void readsPlainAndGzippedFiles() throws IOException {
        byte[] plain = images(3, 2, 4, 24);
        Tensor x = IdxFile.images(write(plain));
        assertArrayEquals(new int[] {3, 1, 2, 4}, x.shape());
        assertEquals(37 / 255f, x.data()[1]);
        assertEquals((23 * 37 & 0xff) / 255f, x.data()[23]);
        assertArrayEquals(x.data(), IdxFile.images(write(gzip(plain))).data());
        assertArrayEquals(new long[] {0, 255, 7}, IdxFile.labels(write(labels(0, 255, 7))));
        assertArrayEquals(new long[] {4}, IdxFile.labels(write(gzip(labels(4)))));
    }

    @Test
    void joinsImagesAndLabels() throws IOException {
        Path x = write(images(3, 2, 2, 12));
        LabeledImages both = IdxFile.labeledImages(x, write(labels(1, 0, 2)), 3);
        assertArrayEquals(new long[] {1, 0, 2}, both.labels());
        Path few = write(labels(1, 0));
        MalformedFileException count = assertThrows(MalformedFileException.class,
                () -> IdxFile.labeledImages(x, few, 3));
        assertTrue(String.valueOf(count.getMessage()).contains("3, but is 2"), count.getMessage());
        Path large = write(labels(1, 0, 3));
        MalformedFileException label = assertThrows(MalformedFileException.class,
                () -> IdxFile.labeledImages(x, large, 3));
        assertEquals(10, label.offset());
        assertThrows(MalformedFileException.class, () -> IdxFile.labeledImages(large, x, 3));
    }

    @Test
    void saysWhatIsWrongWithTheHeader() throws IOException {
        assertTrue(refused(new byte[0]).contains("only 0 bytes"));
        assertTrue(refused(labels(1, 2)).contains("must be 00000803 (IDX, images) but is 00000801"));
        assertTrue(refused(Arrays.copyOf(images(1, 1, 1, 1), 11)).contains("ends after 11"));
        assertTrue(refused(images(0, 4, 4, 0)).contains("number of images must lie in 1.."));
        assertTrue(refused(images(1, 4, -4, 16)).contains("number of columns must lie in 1.."));
        assertTrue(refused(images(1, 0, 4, 16)).contains("byte 8: number of rows"));
    }

    @Test
    void everyByteIsAccountedFor() throws IOException {
        byte[] plain = images(3, 2, 4, 24);
        assertTrue(refused(Arrays.copyOf(plain, 39)).contains("24 bytes do not fit into a file of 39"));
        assertTrue(refused(Arrays.copyOf(plain, 41)).contains("more bytes follow"));
        assertTrue(refused(gzip(Arrays.copyOf(plain, 39))).contains("end after 23"));
        assertTrue(refused(gzip(Arrays.copyOf(plain, 41))).contains("more bytes follow"));
        byte[] packed = gzip(plain);
        for (int length = 2; length < packed.length; length++) {
            refused(Arrays.copyOf(packed, length));
        }
        for (int more = 1; more < 600; more += 61) {
            assertTrue(refused(Arrays.copyOf(packed, packed.length + more)).contains("bytes follow the end"));
        }
    }

    @Test
    void checksClaimsBeforeTakingMemory() throws IOException {
        byte[] huge = images(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, 100);
        assertTrue(refused(huge).contains("do not fit into a file of 116"));
        assertTrue(refused(gzip(huge)).contains("do not fit into a file of"));
        assertTrue(refused(gzip(images(60_000, 28, 28, 100))).contains("47040000 bytes do not fit into a file of"));
        // A file that the claim could fit into by its size, but which is mostly padding.
        byte[] padded = gzip(images(40, 28, 28, 100));
        refused(padded);
        // What the heap cannot hold is refused even if the file has it: a hole in the file stands for the data.
        long pixels = Math.min(Runtime.getRuntime().maxMemory() / 5, Integer.MAX_VALUE - 8) / 1_000_000 + 1;
        Path sparse = write(images((int) pixels, 1000, 1000, 0));
        try (var channel = Files.newByteChannel(sparse, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(16 + pixels * 1_000_000 - 1);
            channel.write(ByteBuffer.allocate(1));
        }
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> IdxFile.images(sparse));
        assertTrue(String.valueOf(e.getMessage()).contains("must fit into the Java heap"), e.getMessage());
    }

    @Test
    void readsGzipHeadersWithNamesAndChecksums() throws IOException {
        byte[] plain = images(2, 1, 3, 6);
        byte[] packed = gzip(plain);
        ByteArrayOutputStream rich = new ByteArrayOutputStream();
        rich.write(packed, 0, 3);
        rich.write(2 | 4 | 8 | 16);
        rich.write(packed, 4, 6);
        rich.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
        rich.writeBytes(new byte[] {'n', 'a', 'm', 'e', 0, 'w', 'h', 'y', 0});
        rich.writeBytes(new byte[] {1, 2});
        rich.write(packed, 10, packed.length - 10);
        assertArrayEquals(IdxFile.images(write(plain)).data(), IdxFile.images(write(rich.toByteArray())).data());
    }

    @Test
    void aDamagedGzipFileIsNeverReadAsAnother() throws IOException {
        byte[] plain = images(5, 4, 4, 80);
        float[] pixels = IdxFile.images(write(plain)).data();
        byte[] packed = gzip(plain);
        for (int i = 10; i < packed.length; i++) {
            byte[] damaged = packed.clone();
            damaged[i] ^= (byte) (1 << i % 8);
            Path path = write(damaged);
            try {
                assertArrayEquals(pixels, IdxFile.images(path).data());
            } catch (MalformedFileException _) {
                // The other good answer.
            }
        }
    }

    /** Random bytes, and random damage to good files: only the declared error may escape. */
    @Test
    void nothingButTheDeclaredErrorEscapes() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        Path path = write(new byte[0]);
        for (int trial = 0; trial < 1000; trial++) {
            byte[] content = switch (trial % 4) {
                case 0 -> gzip(images(3, 3, 3, 27));
                case 1 -> images(3, 3, 3, 27);
                case 2 -> labels(1, 2, 3);
                default -> new byte[random.nextInt(40)];
            };
            if (trial % 4 == 3) {
                random.nextBytes(content);
            }
            for (int damage = random.nextInt(4); damage > 0 && content.length > 0; damage--) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(256);
            }
            Files.write(path, random.nextInt(5) == 0
                    ? Arrays.copyOf(content, random.nextInt(content.length + 10))
                    : content);
            try {
                assertTrue(IdxFile.images(path).count() > 0);
                assertTrue(IdxFile.labels(path).length > 0);
            } catch (MalformedFileException e) {
                assertTrue(String.valueOf(e.getMessage()).contains(" must "), e.getMessage());
            }
        }
    }

    @Test
    void aMissingFileIsThatOfTheJdk() {
        assertThrows(NoSuchFileException.class, () -> IdxFile.images(folder.resolve("absent")));
    }

    @Test
    void readsRealMnist() throws IOException {
        for (String name : new String[] {"mnist", "fashion-mnist"}) {
            Path mnist = TestData.real(name, "IdxFileTest.readsRealMnist");
            LabeledImages test = IdxFile.labeledImages(mnist.resolve("t10k-images-idx3-ubyte.gz"),
                    mnist.resolve("t10k-labels-idx1-ubyte.gz"), 10);
            assertArrayEquals(new int[] {10_000, 1, 28, 28}, test.images().shape());
            assertEquals(name.equals("mnist") ? 7 : 9, test.labels()[0]);
            double mean = 0;
            for (float pixel : test.images().data()) {
                mean += pixel;
            }
            // The published mean of the test images.
            assertEquals(name.equals("mnist") ? 0.1325 : 0.2868, mean / test.images().data().length, 1e-4);
        }
    }
}

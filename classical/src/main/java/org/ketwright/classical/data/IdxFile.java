package org.ketwright.classical.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

import org.ketwright.classical.LabeledImages;
import org.ketwright.classical.Tensor;

/**
 * Reads images and labels in the IDX format of MNIST and its kin, plain or gzipped: a magic number, big-endian extents,
 * then one unsigned byte per number. Strict: every byte of the file must be accounted for, and what the header claims is
 * checked against the size of the file and of the heap before memory is taken.
 */
public final class IdxFile {
    private static final int IMAGES_MAGIC = 0x0803;
    private static final int LABELS_MAGIC = 0x0801;
    /** A byte in the file, and the float made of it. */
    private static final int BYTES_PER_NUMBER = 5;

    private IdxFile() {
    }

    /**
     * Reads images and their labels.
     *
     * @param images file of images
     * @param labels file of labels
     * @param classes number of classes K; labels must be smaller
     * @return images scaled to [0, 1], with labels
     * @throws MalformedFileException if a file breaks the format, or the two do not fit each other
     * @throws IOException if a file cannot be read
     */
    public static LabeledImages labeledImages(Path images, Path labels, int classes) throws IOException {
        long[] y = labels(labels);
        for (int i = 0; i < y.length; i++) {
            if (y[i] >= classes) {
                throw new MalformedFileException(labels, 8L + i, "label " + i, "must lie in 0.." + (classes - 1),
                        "is " + y[i]);
            }
        }
        Tensor x = images(images);
        if (x.count() != y.length) {
            throw new MalformedFileException(labels, 4, "number of labels",
                    "must be that of the images in " + images + ", " + x.count() + ",", "is " + y.length);
        }
        return new LabeledImages(x, y, classes);
    }

    /**
     * Reads images.
     *
     * @param path the file
     * @return N x 1 x height x width, bytes divided by 255
     * @throws MalformedFileException if the file breaks the format
     * @throws IOException if the file cannot be read
     */
    public static Tensor images(Path path) throws IOException {
        Content content = read(path, IMAGES_MAGIC, "images", "rows", "columns");
        float[] pixels = new float[content.numbers.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (content.numbers[i] & 0xff) / 255f;
        }
        return Tensor.of(pixels, content.extents[0], 1, content.extents[1], content.extents[2]);
    }

    /**
     * Reads labels.
     *
     * @param path the file
     * @return N labels in 0..255
     * @throws MalformedFileException if the file breaks the format
     * @throws IOException if the file cannot be read
     */
    public static long[] labels(Path path) throws IOException {
        byte[] numbers = read(path, LABELS_MAGIC, "labels").numbers;
        long[] labels = new long[numbers.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = numbers[i] & 0xff;
        }
        return labels;
    }

    private record Content(int[] extents, byte[] numbers) {
    }

    private static Content read(Path path, int magic, String... extentNames) throws IOException {
        long fileSize = Files.size(path);
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path))) {
            file.mark(2);
            boolean gzipped = file.read() == 0x1f && file.read() == 0x8b;
            file.reset();
            if (!gzipped) {
                return read(path, file, fileSize, false, magic, extentNames);
            }
            try (InputStream unpacked = new Gunzip(file)) {
                return read(path, unpacked, fileSize, true, magic, extentNames);
            }
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(path, 0, "compressed data", "must be intact", "is not: " + e.getMessage());
        }
    }

    private static Content read(Path path, InputStream in, long fileSize, boolean gzipped, int magic,
            String... extentNames) throws IOException {
        int headerSize = 4 + 4 * extentNames.length;
        byte[] header = in.readNBytes(headerSize);
        if (header.length < 4 || ByteBuffer.wrap(header).getInt() != magic) {
            throw new MalformedFileException(path, 0, "magic number",
                    "must be %08x (IDX, %s)".formatted(magic, extentNames[0]), header.length < 4
                            ? "there are only " + header.length + " bytes"
                            : "is %08x".formatted(ByteBuffer.wrap(header).getInt()));
        }
        if (header.length < headerSize) {
            throw new MalformedFileException(path, header.length, "header", "must be " + headerSize + " bytes long",
                    "ends after " + header.length);
        }
        int[] extents = new int[extentNames.length];
        for (int i = 0; i < extents.length; i++) {
            int at = 4 + 4 * i;
            extents[i] = ByteBuffer.wrap(header).getInt(at);
            if (extents[i] < 1) {
                throw new MalformedFileException(path, at, "number of " + extentNames[i],
                        "must lie in 1.." + Integer.MAX_VALUE, "is " + Integer.toUnsignedString(extents[i]));
            }
        }
        int size = checkedSize(path, extents, fileSize, headerSize, gzipped);
        byte[] numbers = in.readNBytes(size);
        if (numbers.length < size) {
            throw new MalformedFileException(path, headerSize + (long) numbers.length, "data",
                    "must be " + size + " bytes as the header says", "end after " + numbers.length);
        }
        if (in.read() >= 0) {
            throw new MalformedFileException(path, headerSize + (long) size, "data",
                    "must end where the header says", "more bytes follow");
        }
        return new Content(extents, numbers);
    }

    /** Bytes of data that the header claims, if the file can hold and the heap can take them. */
    private static int checkedSize(Path path, int[] extents, long fileSize, int headerSize, boolean gzipped)
            throws MalformedFileException {
        double claimed = 1;
        for (int extent : extents) {
            claimed *= extent;
        }
        long heap = Math.min(Runtime.getRuntime().maxMemory() / BYTES_PER_NUMBER, Integer.MAX_VALUE - 8);
        if (gzipped && claimed > (double) fileSize * Gunzip.MAX_RATIO
                || !gzipped && claimed > fileSize - headerSize) {
            throw new MalformedFileException(path, 4, "data", "must be as long as the header says",
                    "%.0f bytes do not fit into a file of %d".formatted(claimed, fileSize));
        }
        if (claimed > heap) {
            throw new MalformedFileException(path, 4, "data", "must fit into the Java heap, at most " + heap + " bytes",
                    "are %.0f".formatted(claimed));
        }
        return (int) claimed;
    }
}

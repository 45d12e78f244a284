package org.ketwright.simulator.numpy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes a .npy file piece by piece, for arrays that shall not be held in memory. The file appears under its name when
 * the writer is closed after exactly as many numbers as the shape has; otherwise none is left behind.
 */
public final class NumpyWriter implements AutoCloseable {
    private final NumpyType type;
    private final AtomicFile target;
    private final OutputStream out;
    private long missing;

    /**
     * Starts a file.
     *
     * @param file the file; replaced if it exists
     * @param type element type
     * @param shape size along each axis
     * @throws IllegalArgumentException if a size is negative or the product overflows
     * @throws IOException if it cannot be written
     */
    public NumpyWriter(Path file, NumpyType type, long... shape) throws IOException {
        this.type = type;
        long bytes = type.bytes();
        for (long s : shape) {
            if (s < 0 || s > 0 && bytes > Long.MAX_VALUE / s) {
                throw new IllegalArgumentException(
                        "an array file needs sizes of 0 or more that do not overflow but was given "
                                + Arrays.toString(shape));
            }
            bytes *= s;
        }
        missing = bytes;
        target = new AtomicFile(file);
        out = new BufferedOutputStream(target.stream());
        out.write(Header.write(type, shape));
    }

    /**
     * Adds numbers, converted to the type of the file.
     *
     * @param values numbers; complex ones interleaved
     * @param count how many of them
     * @throws IllegalArgumentException if the type is not a floating-point type or the shape is full
     * @throws IOException if they cannot be written
     */
    public void append(double[] values, int count) throws IOException {
        switch (type) {
            case F8, C16 -> NumpyFile.encode(values, count, this::append);
            case F4, C8 -> {
                ByteBuffer b = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < count; i++) {
                    b.putFloat((float) values[i]);
                }
                append(b.flip());
            }
            case I8, U1, B1 -> throw new IllegalArgumentException(
                    "floating-point numbers cannot be written to an array file of type " + type.code());
        }
    }

    void append(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > missing) {
            throw new IllegalArgumentException("an array file takes as many numbers as its shape has but was given "
                    + (bytes.remaining() - missing) + " bytes more");
        }
        missing -= bytes.remaining();
        NumpyFile.write(bytes, out);
    }

    /**
     * Completes the file, or removes it if numbers are missing.
     *
     * @throws IOException if numbers are missing or it cannot be written
     */
    @Override
    public void close() throws IOException {
        try (target) {
            if (missing > 0) {
                throw new IOException("an array file was closed with " + missing + " bytes missing; none was written");
            }
            out.flush();
            target.commit();
        }
    }
}

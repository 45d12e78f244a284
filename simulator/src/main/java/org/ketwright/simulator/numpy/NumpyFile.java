package org.ketwright.simulator.numpy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Reads and writes .npy files (one array) and .npz archives (named arrays), as NumPy's format documentation describes
 * them, versions 1.0 to 3.0. Sizes are checked before memory is taken; what does not fit exactly is refused.
 */
public final class NumpyFile {
    private static final int CHUNK = 1 << 16;
    /** The best that deflate can do, with room for short members. */
    private static final long MAX_DEFLATION = 1040;

    private NumpyFile() {
    }

    /**
     * Reads a .npy file.
     *
     * @param file the file
     * @return the array
     * @throws NumpyFormatException if it is not such a file, or has a type that is not in {@link NumpyType}
     * @throws IOException if it cannot be read
     */
    public static NumpyArray read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, Files.size(file), file.toString());
        }
    }

    /**
     * Reads a .npz archive.
     *
     * @param file the file
     * @return its arrays by name, in the order of the archive
     * @throws NumpyFormatException if it is not an archive of .npy members
     * @throws IOException if it cannot be read
     */
    public static Map<String, NumpyArray> readArchive(Path file) throws IOException {
        return readArchive(file, Long.MAX_VALUE);
    }

    /**
     * Reads a .npz archive from an unknown source.
     *
     * @param file the file
     * @param mostBytes how much memory its arrays may take together
     * @return its arrays by name, in the order of the archive
     * @throws NumpyFormatException if it is not an archive of .npy members, or claims to hold more
     * @throws IOException if it cannot be read
     */
    public static Map<String, NumpyArray> readArchive(Path file, long mostBytes) throws IOException {
        Map<String, NumpyArray> out = new LinkedHashMap<>();
        long left = mostBytes;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String where = file + "!" + entry.getName();
                if (!entry.getName().endsWith(".npy")) {
                    throw new NumpyFormatException(where, "members of an archive of arrays end in .npy");
                }
                if (entry.getSize() < 0 || entry.getSize() / MAX_DEFLATION > entry.getCompressedSize()) {
                    throw new NumpyFormatException(where, "the archive claims " + entry.getSize()
                            + " bytes, more than " + entry.getCompressedSize() + " compressed ones can hold");
                }
                left -= entry.getSize();
                if (left < 0) {
                    throw new NumpyFormatException(where,
                            "the arrays of this archive may take " + mostBytes + " bytes but claim more");
                }
                String name = entry.getName().substring(0, entry.getName().length() - ".npy".length());
                try (InputStream in = zip.getInputStream(entry)) {
                    if (out.put(name, read(in, entry.getSize(), where)) != null) {
                        throw new NumpyFormatException(where, "names in an archive differ but this one repeats");
                    }
                }
            }
        } catch (ZipException e) {
            throw new NumpyFormatException(file.toString(), "not an archive of arrays: " + e.getMessage());
        }
        return out;
    }

    /**
     * Writes a .npy file, completely or not at all.
     *
     * @param file the file; replaced if it exists
     * @param array the array
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, NumpyArray array) throws IOException {
        try (NumpyWriter out = new NumpyWriter(file, array.type(), sizes(array))) {
            encode(array, out::append);
        }
    }

    /**
     * Writes a .npz archive, completely or not at all.
     *
     * @param file the file; replaced if it exists
     * @param arrays arrays by name
     * @throws IOException if it cannot be written
     */
    public static void writeArchive(Path file, Map<String, NumpyArray> arrays) throws IOException {
        try (AtomicFile target = new AtomicFile(file)) {
            try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(target.stream()))) {
                for (Map.Entry<String, NumpyArray> e : arrays.entrySet()) {
                    ZipEntry entry = new ZipEntry(e.getKey() + ".npy");
                    // The same arrays give the same file.
                    entry.setTime(0);
                    zip.putNextEntry(entry);
                    zip.write(Header.write(e.getValue().type(), sizes(e.getValue())));
                    encode(e.getValue(), b -> write(b, zip));
                    zip.closeEntry();
                }
            }
            target.commit();
        }
    }

    private static NumpyArray read(InputStream raw, long size, String where) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(raw, CHUNK))) {
            Header header = Header.read(in, where);
            long bytes = header.dataBytes(where);
            if (bytes != size - header.length()) {
                throw new NumpyFormatException(where, "an array of shape " + Arrays.toString(header.shape())
                        + " and type " + header.type().code() + " has " + bytes + " bytes but the file holds "
                        + (size - header.length()));
            }
            long count = bytes / header.type().bytes() * header.type().numbers();
            if (count > Integer.MAX_VALUE - 8 || Arrays.stream(header.shape()).anyMatch(s -> s > Integer.MAX_VALUE)) {
                throw new NumpyFormatException(where, "an array of " + count + " numbers does not fit into memory");
            }
            int[] shape = Arrays.stream(header.shape()).mapToInt(s -> (int) s).toArray();
            Object numbers = decode(in, header.type(), (int) count, where);
            return new NumpyArray(header.type(), shape,
                    header.fortran() ? FortranOrder.toLastFastest(numbers, shape, header.type().numbers()) : numbers);
        } catch (ZipException e) {
            throw new NumpyFormatException(where, "broken compressed data: " + e.getMessage());
        }
    }

    private static Object decode(DataInputStream in, NumpyType type, int count, String where) throws IOException {
        Object numbers = switch (type) {
            case F4, C8 -> new float[count];
            case F8, C16 -> new double[count];
            case I8 -> new long[count];
            case U1, B1 -> new byte[count];
        };
        int width = type.bytes() / type.numbers();
        byte[] chunk = new byte[CHUNK];
        for (int at = 0; at < count; at += CHUNK / width) {
            int n = Math.min(CHUNK / width, count - at);
            try {
                in.readFully(chunk, 0, n * width);
            } catch (EOFException e) {
                throw new NumpyFormatException(where, "the file ends after " + at + " of " + count + " numbers");
            }
            ByteBuffer b = ByteBuffer.wrap(chunk, 0, n * width).order(ByteOrder.LITTLE_ENDIAN);
            switch (numbers) {
                case float[] f -> b.asFloatBuffer().get(f, at, n);
                case double[] d -> b.asDoubleBuffer().get(d, at, n);
                case long[] l -> b.asLongBuffer().get(l, at, n);
                default -> b.get((byte[]) numbers, at, n);
            }
        }
        return numbers;
    }

    /** Takes encoded bytes. */
    interface Sink {
        void accept(ByteBuffer bytes) throws IOException;
    }

    private static void encode(NumpyArray array, Sink sink) throws IOException {
        switch (array.type()) {
            case F8, C16 -> encode(array.doubles(), array.doubles().length, sink);
            case F4, C8 -> {
                float[] f = array.floats();
                for (int at = 0; at < f.length; at += CHUNK / 4) {
                    int n = Math.min(CHUNK / 4, f.length - at);
                    ByteBuffer b = buffer(n * 4);
                    b.asFloatBuffer().put(f, at, n);
                    sink.accept(b);
                }
            }
            case I8 -> {
                long[] l = array.longs();
                for (int at = 0; at < l.length; at += CHUNK / 8) {
                    int n = Math.min(CHUNK / 8, l.length - at);
                    ByteBuffer b = buffer(n * 8);
                    b.asLongBuffer().put(l, at, n);
                    sink.accept(b);
                }
            }
            case U1, B1 -> sink.accept(ByteBuffer.wrap(array.bytes()));
        }
    }

    static void encode(double[] values, int count, Sink sink) throws IOException {
        for (int at = 0; at < count; at += CHUNK / 8) {
            int n = Math.min(CHUNK / 8, count - at);
            ByteBuffer b = buffer(n * 8);
            b.asDoubleBuffer().put(values, at, n);
            sink.accept(b);
        }
    }

    static void write(ByteBuffer bytes, OutputStream out) throws IOException {
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long[] sizes(NumpyArray array) {
        return array.shape().stream().mapToLong(s -> s).toArray();
    }
}

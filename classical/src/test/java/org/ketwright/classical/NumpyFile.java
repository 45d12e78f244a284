package org.ketwright.classical;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the arrays of trusted .npz files: little-endian float32, float64, int64 and booleans in row-major order. */
public record NumpyFile(int[] shape, double[] values) {
    private static final Pattern HEADER = Pattern
            .compile("\\{'descr': '[<|](f4|f8|i8|b1)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), \\}\\s*");

    /** One array of an archive. */
    public static NumpyFile read(Path archive, String name) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(name + ".npy");
            if (entry == null) {
                throw new IOException(archive + " has no " + name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return read(in, name);
            }
        }
    }

    private static NumpyFile read(InputStream stream, String name) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        in.skipNBytes(8);
        byte[] header = in.readNBytes(Short.reverseBytes(in.readShort()));
        Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
        if (!matcher.matches()) {
            throw new IOException(name + " has an unknown header");
        }
        int[] shape = Arrays.stream(matcher.group(2).split(",")).map(String::trim).filter(s -> !s.isEmpty())
                .mapToInt(Integer::parseInt).toArray();
        double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        ByteBuffer data = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (matcher.group(1)) {
                case "f4" -> data.getFloat();
                case "f8" -> data.getDouble();
                case "b1" -> data.get();
                default -> data.getLong();
            };
        }
        return new NumpyFile(shape, values);
    }

    /** As a tensor, rounded to float. */
    public Tensor tensor() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(floats, shape);
    }

    /** As whole numbers. */
    public long[] longs() {
        return Arrays.stream(values).mapToLong(v -> (long) v).toArray();
    }
}

package org.ketwright.qml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32C;

import org.ketwright.classical.data.MalformedFileException;
import org.ketwright.simulator.numpy.NumpyArray;
import org.ketwright.simulator.numpy.NumpyFile;

/**
 * Files of {@link Checkpoint}s: a format of our own, and archives of NumPy arrays for use elsewhere. Files are untrusted:
 * sizes are checked before memory is taken, and whatever is not exactly a checkpoint is refused in one line.
 *
 * <p>
 * The format: the letters KETWMODL, a version, the kind, sizes and parameters each with their count, and a checksum
 * (CRC-32C) of all before it; integers and doubles are big-endian, texts as {@link java.io.DataOutput#writeUTF} has them.
 */
public final class CheckpointFile {
    private static final byte[] MAGIC = "KETWMODL".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM = 8;
    private static final int MOST_ENTRIES = 64;
    private static final long MOST_BYTES = 1L << 28;

    private static final String KIND = "kind";
    private static final String FORMAT = "version";
    private static final String SIZE = "size.";
    private static final String PARAMETER = "parameter.";

    private CheckpointFile() {}

    // --- our own format

    /**
     * Saves a checkpoint, completely or not at all.
     *
     * @param file
     *            the file; replaced if it exists
     * @param checkpoint
     *            what is saved
     * @throws IOException
     *             if it cannot be written
     */
    public static void write(Path file, Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(checkpoint.kind().label());
        out.writeInt(checkpoint.sizes().size());
        for (Map.Entry<String, Integer> size : checkpoint.sizes().entrySet()) {
            out.writeUTF(size.getKey());
            out.writeInt(size.getValue());
        }
        out.writeInt(checkpoint.parameters().size());
        for (Map.Entry<String, Checkpoint.Values> parameter : checkpoint.parameters().entrySet()) {
            out.writeUTF(parameter.getKey());
            out.writeInt(parameter.getValue().shape().size());
            for (int extent : parameter.getValue().shape()) {
                out.writeInt(extent);
            }
            for (double number : parameter.getValue().numbers()) {
                out.writeDouble(number);
            }
        }
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        Path beside = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(beside, bytes.toByteArray());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static long checksum(byte[] bytes, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, count);
        return sum.getValue();
    }

    /**
     * Reads a checkpoint back, exactly.
     *
     * @param file
     *            the file
     * @return what was saved
     * @throws MalformedFileException
     *             if the file is something else, of another version, or damaged
     * @throws IOException
     *             if it cannot be read
     */
    public static Checkpoint read(Path file) throws IOException {
        long length = Files.size(file);
        if (length < MAGIC.length + Integer.BYTES + CHECKSUM || length > MOST_BYTES) {
            throw new MalformedFileException(file, 0, "a checkpoint",
                    "must have " + (MAGIC.length + Integer.BYTES + CHECKSUM) + " to " + MOST_BYTES + " bytes",
                    "has " + length);
        }
        byte[] bytes = Files.readAllBytes(file);
        Reader reader = new Reader(file, bytes);
        try {
            return reader.read();
        } catch (EOFException | UTFDataFormatException e) {
            throw reader.broken("the checkpoint", "must hold all that it announces", "ends or breaks off here");
        }
    }

    private static final class Reader {
        private final Path file;
        private final byte[] bytes;
        private final int end;
        private final DataInputStream in;

        Reader(Path file, byte[] bytes) {
            this.file = file;
            this.bytes = bytes;
            this.end = bytes.length - CHECKSUM;
            this.in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
        }

        MalformedFileException broken(String what, String rule, String given) throws IOException {
            return new MalformedFileException(file, end - in.available(), what, rule, given);
        }

        Checkpoint read() throws IOException {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new MalformedFileException(file, 0, "a checkpoint", "must start with KETWMODL", "does not");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw broken("the version of a checkpoint", "must be " + VERSION, "is " + version);
            }
            DataInputStream tail = new DataInputStream(new ByteArrayInputStream(bytes, end, CHECKSUM));
            if (tail.readLong() != checksum(bytes, end)) {
                throw new MalformedFileException(file, end, "the checksum", "must be that of the bytes before it",
                        "is not: the file is damaged");
            }
            String label = in.readUTF();
            Checkpoint.Kind kind = Arrays.stream(Checkpoint.Kind.values()).filter(k -> k.label().equals(label))
                    .findFirst().orElse(null);
            if (kind == null) {
                throw broken("the kind of model",
                        "must be one of " + Arrays.stream(Checkpoint.Kind.values()).map(Checkpoint.Kind::label)
                                .toList(),
                        "is '" + label + "'");
            }
            SequencedMap<String, Integer> sizes = new LinkedHashMap<>();
            for (int left = count("sizes"); left > 0; left--) {
                String name = in.readUTF();
                if (sizes.put(name, in.readInt()) != null) {
                    throw broken("a size", "must be given once", "'" + name + "' is given twice");
                }
            }
            SequencedMap<String, Checkpoint.Values> parameters = new LinkedHashMap<>();
            for (int left = count("parameters"); left > 0; left--) {
                String name = in.readUTF();
                if (parameters.put(name, values()) != null) {
                    throw broken("parameters", "must be given once", "'" + name + "' are given twice");
                }
            }
            if (in.available() > 0) {
                throw broken("the checkpoint", "must end after its parameters", "goes on for " + in.available()
                        + " bytes");
            }
            try {
                return new Checkpoint(kind, sizes, parameters);
            } catch (IllegalArgumentException e) {
                throw broken("the checkpoint", "must be that of a model", "is not: " + e.getMessage());
            }
        }

        private int count(String what) throws IOException {
            int count = in.readInt();
            if (count < 0 || count > MOST_ENTRIES) {
                throw broken("the number of " + what, "must lie in 0.." + MOST_ENTRIES, "is " + count);
            }
            return count;
        }

        private Checkpoint.Values values() throws IOException {
            List<Integer> shape = new ArrayList<>();
            long size = 1;
            for (int left = count("axes"); left > 0; left--) {
                int extent = in.readInt();
                shape.add(extent);
                size = extent < 0 || extent > 0 && size > in.available() / extent ? Long.MAX_VALUE : size * extent;
                if (size > in.available()) {
                    throw broken("an extent", "must not exceed what the file holds", "is " + extent);
                }
            }
            if (size * Double.BYTES > in.available()) {
                throw broken("parameters of shape " + shape, "must fit into the file", "do not");
            }
            double[] numbers = new double[(int) size];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = in.readDouble();
            }
            return new Checkpoint.Values(shape, numbers);
        }
    }

    // --- archives of NumPy arrays

    /**
     * Exports a checkpoint as a .npz archive: {@code kind} in ASCII, {@code version}, {@code size.NAME} and
     * {@code parameter.NAME}.
     *
     * @param file
     *            the file; replaced if it exists
     * @param checkpoint
     *            what is exported
     * @throws IOException
     *             if it cannot be written
     */
    public static void export(Path file, Checkpoint checkpoint) throws IOException {
        Map<String, NumpyArray> arrays = new LinkedHashMap<>();
        byte[] kind = checkpoint.kind().label().getBytes(StandardCharsets.US_ASCII);
        arrays.put(KIND, NumpyArray.of(kind, kind.length));
        arrays.put(FORMAT, NumpyArray.of(new long[] {VERSION}));
        checkpoint.sizes().forEach((name, size) -> arrays.put(SIZE + name, NumpyArray.of(new long[] {size})));
        checkpoint.parameters().forEach((name, values) -> arrays.put(PARAMETER + name,
                NumpyArray.of(values.numbers(), values.shape().stream().mapToInt(Integer::intValue).toArray())));
        NumpyFile.writeArchive(file, arrays);
    }

    /**
     * Reads an exported checkpoint back, exactly.
     *
     * @param file
     *            the file
     * @return what was exported
     * @throws MalformedFileException
     *             if it is an archive of something else, or of another version
     * @throws org.ketwright.simulator.numpy.NumpyFormatException
     *             if it is not a .npz archive
     * @throws IOException
     *             if it cannot be read
     */
    public static Checkpoint readExport(Path file) throws IOException {
        Map<String, NumpyArray> arrays = NumpyFile.readArchive(file, MOST_BYTES);
        try {
            return fromArrays(arrays);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedFileException(file, 0, "the archive", "must hold an exported model",
                    "does not: " + e.getMessage());
        }
    }

    private static Checkpoint fromArrays(Map<String, NumpyArray> arrays) {
        long version = number(arrays, FORMAT);
        if (version != VERSION) {
            throw new IllegalArgumentException("its version must be " + VERSION + " but is " + version);
        }
        String label = new String(array(arrays, KIND).bytes(), StandardCharsets.US_ASCII);
        Checkpoint.Kind kind = Arrays.stream(Checkpoint.Kind.values()).filter(k -> k.label().equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no model of kind '" + label + "'"));
        SequencedMap<String, Integer> sizes = new LinkedHashMap<>();
        for (String name : kind.sizes()) {
            sizes.put(name, Math.toIntExact(number(arrays, SIZE + name)));
        }
        SequencedMap<String, Checkpoint.Values> parameters = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()),
                        new Checkpoint.Values(array.shape(), array.doubles().clone()));
            }
        });
        if (arrays.size() != 2 + sizes.size() + parameters.size()) {
            throw new IllegalArgumentException("it has other arrays than those of a model: " + arrays.keySet());
        }
        return new Checkpoint(kind, sizes, parameters);
    }

    private static NumpyArray array(Map<String, NumpyArray> arrays, String name) {
        NumpyArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("the array " + name + " is missing");
        }
        return array;
    }

    private static long number(Map<String, NumpyArray> arrays, String name) {
        long[] numbers = array(arrays, name).longs();
        if (numbers.length != 1) {
            throw new IllegalArgumentException(name + " must be one number but holds " + numbers.length);
        }
        return numbers[0];
    }
}

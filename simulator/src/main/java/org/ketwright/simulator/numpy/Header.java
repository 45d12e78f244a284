package org.ketwright.simulator.numpy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a .npy file: magic, version, and a Python dictionary of type, order and shape.
 *
 * @param type element type
 * @param fortran whether the first index is the fastest
 * @param shape size along each axis
 * @param length bytes of the head
 */
record Header(NumpyType type, boolean fortran, long[] shape, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_LENGTH = 1 << 16;
    private static final Pattern ENTRY = Pattern
            .compile("\\s*'(\\w{1,20})'\\s*:\\s*('[^']*'|True|False|\\([^()]*\\))\\s*(,|(?=\\}))");
    private static final Pattern SIZE = Pattern.compile("\\s*([0-9]{1,18})L?\\s*");

    static Header read(DataInputStream in, String where) throws IOException {
        byte[] start = new byte[8];
        readFully(in, start, where, "the magic and version of a .npy file");
        if (!Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw new NumpyFormatException(where, "byte 0: a .npy file starts with \\x93NUMPY but this one does not");
        }
        int version = start[6];
        if (version < 1 || version > 3 || start[7] != 0) {
            throw new NumpyFormatException(where,
                    "byte 6: versions 1.0, 2.0 and 3.0 can be read but this is " + version + "." + start[7]);
        }
        byte[] size = new byte[version == 1 ? 2 : 4];
        readFully(in, size, where, "the length of the head");
        ByteBuffer buffer = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
        int length = version == 1 ? buffer.getShort() & 0xffff : buffer.getInt();
        if (length < 0 || length > MAX_LENGTH) {
            throw new NumpyFormatException(where,
                    "byte 8: a head has at most " + MAX_LENGTH + " bytes but this one claims "
                            + Integer.toUnsignedString(length));
        }
        byte[] text = new byte[length];
        readFully(in, text, where, "the head");
        return parse(new String(text, StandardCharsets.UTF_8), 8 + size.length + length, where);
    }

    private static Header parse(String text, int length, String where) throws IOException {
        String dictionary = text.strip();
        Map<String, String> entries = new HashMap<>();
        boolean closed = dictionary.startsWith("{") && dictionary.endsWith("}");
        Matcher m = ENTRY.matcher(dictionary);
        int at = 1;
        while (closed && m.region(at, dictionary.length()).lookingAt()) {
            entries.put(m.group(1), m.group(2));
            at = m.end();
        }
        if (!closed || entries.size() != 3 || !dictionary.substring(at).strip().equals("}")) {
            throw notAHeader(where, text);
        }
        String descr = entries.get("descr");
        String order = entries.get("fortran_order");
        String shape = entries.get("shape");
        if (descr == null || order == null || shape == null || descr.charAt(0) != '\'' || shape.charAt(0) != '('
                || !order.equals("True") && !order.equals("False")) {
            throw notAHeader(where, text);
        }
        String code = descr.substring(1, descr.length() - 1);
        NumpyType type = NumpyType.of(code).orElseThrow(() -> new NumpyFormatException(where,
                "types " + Arrays.stream(NumpyType.values()).map(NumpyType::code).toList()
                        + " can be read but this is '" + code + "'"));
        return new Header(type, order.equals("True"), sizes(shape, text, where), length);
    }

    private static long[] sizes(String tuple, String text, String where) throws IOException {
        String inner = tuple.substring(1, tuple.length() - 1).strip();
        if (inner.isEmpty()) {
            return new long[0];
        }
        boolean comma = inner.endsWith(",");
        String[] parts = (comma ? inner.substring(0, inner.length() - 1) : inner).split(",", -1);
        if (parts.length == 1 && !comma || parts.length > 32) {
            throw notAHeader(where, text);
        }
        long[] sizes = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Matcher m = SIZE.matcher(parts[i]);
            if (!m.matches()) {
                throw notAHeader(where, text);
            }
            sizes[i] = Long.parseLong(m.group(1));
        }
        return sizes;
    }

    /** Number of bytes of the elements; refuses what overflows. */
    long dataBytes(String where) throws IOException {
        long total = type.bytes();
        try {
            for (long s : shape) {
                total = Math.multiplyExact(total, s);
            }
        } catch (ArithmeticException e) {
            throw new NumpyFormatException(where, "the shape " + Arrays.toString(shape) + " is too large");
        }
        return total;
    }

    /** The head as bytes: version 1.0, padded so that the elements start at a multiple of 64. */
    static byte[] write(NumpyType type, long... shape) {
        StringBuilder tuple = new StringBuilder("(");
        for (int i = 0; i < shape.length; i++) {
            tuple.append(i == 0 ? "" : ", ").append(shape[i]);
        }
        tuple.append(shape.length == 1 ? ",)" : ")");
        String dictionary = "{'descr': '" + type.code() + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int length = (10 + dictionary.length() + 1 + 63) / 64 * 64;
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - 10));
        out.put(dictionary.getBytes(StandardCharsets.US_ASCII));
        while (out.position() < length - 1) {
            out.put((byte) ' ');
        }
        return out.put((byte) '\n').array();
    }

    private static void readFully(DataInputStream in, byte[] into, String where, String what) throws IOException {
        try {
            in.readFully(into);
        } catch (EOFException e) {
            throw new NumpyFormatException(where, "the file ends inside " + what);
        }
    }

    private static NumpyFormatException notAHeader(String where, String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return new NumpyFormatException(where,
                "byte 10: a head has 'descr', 'fortran_order' and 'shape' but this one is " + shown.strip());
    }
}

package org.ketwright.studies.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes small pictures as PNG (ISO/IEC 15948), without the window system that {@code javax.imageio} drags along. */
final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private PngEncoder() {
    }

    /** The bytes of a PNG file. */
    static byte[] encode(Picture picture) {
        byte[] pixels = Base64.getDecoder().decode(picture.pixels());
        try {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            int stride = picture.width() * picture.planes();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
                for (int row = 0; row < picture.height(); row++) {
                    // Each row starts with the kind of its filter: none.
                    deflater.write(0);
                    deflater.write(pixels, row * stride, stride);
                }
            }
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(file);
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(picture));
            chunk(out, "IDAT", packed.toByteArray());
            chunk(out, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    /** The picture as an address that holds it. */
    static String dataUri(Picture picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(picture));
    }

    private static byte[] header(Picture picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        out.writeByte(8);
        out.writeByte(picture.planes() == 1 ? 0 : 2);
        out.write(new byte[3]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}

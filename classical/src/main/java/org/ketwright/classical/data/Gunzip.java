package org.ketwright.classical.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks a gzip file of one member (RFC 1952) and, unlike the JDK's stream, refuses bytes behind it. Nothing is read
 * ahead of what is asked for, so a small file that unpacks to a huge one costs only what its reader wants.
 */
final class Gunzip extends InputStream {
    /** No byte of deflate stands for more than this many (RFC 1951: 258 bytes in 2 bits, rounded up). */
    static final int MAX_RATIO = 1032;

    private static final int BUFFER = 1 << 16;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream packed;
    private final Unpacker unpacker;
    private final CheckedInputStream unpacked;
    private long count;
    private boolean ended;

    Gunzip(InputStream packed) throws IOException {
        this.packed = packed;
        readHeader();
        unpacker = new Unpacker(packed);
        unpacked = new CheckedInputStream(unpacker, new CRC32());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int got = unpacked.read(into, at, length);
        if (got < 0) {
            ended = true;
            readTrailer(unpacker.rest());
        } else {
            count += got;
        }
        return got;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
        unpacker.end();
    }

    private void readHeader() throws IOException {
        if (next(packed) != 0x1f || next(packed) != 0x8b) {
            throw new ZipException("no gzip header");
        }
        int method = next(packed);
        if (method != 8) {
            throw new ZipException("unknown compression method " + method);
        }
        int flags = next(packed);
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next(packed) + (next(packed) << 8));
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            while (next(packed) != 0) {
                // Name and comment end with a zero byte.
            }
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void readTrailer(InputStream rest) throws IOException {
        long checksum = nextInt(rest);
        if (checksum != unpacked.getChecksum().getValue()) {
            throw new ZipException("the gzip checksum is wrong");
        }
        long size = nextInt(rest);
        if (size != (count & 0xffffffffL)) {
            throw new ZipException("the gzip size is wrong");
        }
        if (rest.read() >= 0) {
            throw new ZipException("bytes follow the end of the gzip data");
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next(packed);
        }
    }

    private static int next(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the gzip data ends early");
        }
        return b;
    }

    private static long nextInt(InputStream in) throws IOException {
        return next(in) | next(in) << 8 | next(in) << 16 | (long) next(in) << 24;
    }

    /** Gives back what it read beyond the end of the deflated data. */
    private static final class Unpacker extends InflaterInputStream {

        Unpacker(InputStream packed) {
            super(packed, new Inflater(true), BUFFER);
        }

        InputStream rest() {
            int left = inf.getRemaining();
            return new SequenceInputStream(new ByteArrayInputStream(buf, len - left, left), in);
        }

        void end() {
            inf.end();
        }
    }
}

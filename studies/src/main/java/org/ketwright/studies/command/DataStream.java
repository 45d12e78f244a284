package org.ketwright.studies.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A stream of text that remembers why it could not be written. */
final class DataStream extends PrintStream {
    private final Remembering bytes;

    DataStream(OutputStream stream) {
        this(new Remembering(stream));
    }

    private DataStream(Remembering bytes) {
        super(bytes, true, StandardCharsets.UTF_8);
        this.bytes = bytes;
    }

    private static final class Remembering extends FilterOutputStream {
        private @Nullable IOException first;

        Remembering(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            try {
                out.write(from, offset, length);
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                }
                throw e;
            }
        }
    }

    /** Why something was lost; null if nothing was, or if whoever read it wanted no more. */
    @Nullable
    IOException lost() {
        flush();
        IOException e = bytes.first;
        return e != null && "Broken pipe".equals(e.getMessage()) ? null : e;
    }
}

package org.ketwright.studies.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.ketwright.studies.Cell;

/** Progress in plain lines, for files and pipes: the first cell, the last, and one every few seconds. */
public final class ProgressLines implements Progress {
    private static final long NANOS_BETWEEN = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final LongSupplier nanos;
    private int total;
    private int before;
    private long started;
    private long lastLine;

    /**
     * Progress on a stream.
     *
     * @param out where lines go
     */
    public ProgressLines(PrintStream out) {
        this(out, System::nanoTime);
    }

    /** Progress that tells the time by another clock, in nanoseconds. */
    ProgressLines(PrintStream out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
    }

    @Override
    public void start(int total, int done) {
        this.total = total;
        before = done;
        started = nanos.getAsLong();
        lastLine = started - NANOS_BETWEEN;
        out.println(total + " cells" + (done > 0 ? ", " + done + " of them done before" : ""));
    }

    @Override
    public void finished(Cell cell, int finished) {
        long now = nanos.getAsLong();
        if (finished < total && now - lastLine < NANOS_BETWEEN) {
            return;
        }
        lastLine = now;
        int own = Math.max(1, finished - before);
        long left = (long) ((double) (now - started) / own * (total - finished));
        out.println("cell " + finished + " of " + total + (finished < total ? ", " + words(left) + " left" : "")
                + ": " + cell.kind());
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void close() {
        out.flush();
    }

    private static String words(long nanos) {
        long seconds = Math.round(nanos / 1e9);
        if (seconds < 90) {
            return "about " + seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 90 ? "about " + minutes + " min" : "about " + Math.round(minutes / 60.0) + " h";
    }
}

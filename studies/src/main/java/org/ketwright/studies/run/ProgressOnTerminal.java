package org.ketwright.studies.run;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.ketwright.studies.Cell;

/** A bar with the time left, for a terminal alone: it moves the cursor. */
public final class ProgressOnTerminal implements Progress {
    private static final int MILLIS_BETWEEN = 500;

    private final PrintStream out;
    private final String name;
    private final boolean isColored;
    private @Nullable ProgressBar bar;

    /**
     * Progress on a terminal.
     *
     * @param out the terminal
     * @param name name of the bar
     * @param isColored whether colors are wanted
     */
    public ProgressOnTerminal(PrintStream out, String name, boolean isColored) {
        this.out = out;
        this.name = name;
        this.isColored = isColored;
    }

    @Override
    public void start(int total, int done) {
        bar = new ProgressBarBuilder().setTaskName(name).setInitialMax(total).startsFrom(done, Duration.ZERO)
                .setStyle(isColored ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(MILLIS_BETWEEN).setUnit(" cells", 1)
                .setConsumer(new ConsoleProgressBarConsumer(out)).continuousUpdate().build();
    }

    @Override
    public void finished(Cell cell, int finished) {
        if (bar != null) {
            bar.setExtraMessage(cell.kind());
            bar.stepTo(finished);
        }
    }

    @Override
    public void say(String line) {
        out.println((bar == null ? "" : "\r") + line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

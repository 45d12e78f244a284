package org.ketwright.studies.command;

import java.io.PrintStream;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/**
 * Tells how far a command is when it takes more than two seconds, and that it was interrupted. On a terminal it writes
 * one line over and over, else a new line every few seconds.
 */
final class Watch implements AutoCloseable {
    private static final double FIRST_SECONDS = 2;
    private static final double TERMINAL_SECONDS = 0.5;
    private static final double LINES_SECONDS = 5;

    private final PrintStream err;
    private final boolean isTerminal;
    private final long start = System.nanoTime();
    private final Thread teller;
    private final Thread onStop;
    private volatile Phase phase = new Phase("starting", () -> 0);
    private volatile double done;
    private boolean isShown;
    private boolean isClosed;

    private record Phase(String name, DoubleSupplier progress) {
    }

    /** Starts to watch. */
    Watch(Console console) {
        err = console.err();
        isTerminal = console.isTerminal();
        teller = Thread.ofPlatform().daemon().name("ketwright-progress").unstarted(this::tell);
        onStop = Thread.ofPlatform().unstarted(() -> err.println((isTerminal ? "\n" : "") + "ketwright: interrupted"));
        Runtime.getRuntime().addShutdownHook(onStop);
        teller.start();
    }

    /**
     * Says what is done now.
     *
     * @param name in a few words
     * @param progress 0 to 1 at any time, asked by another thread; 0 where it is not known
     */
    void phase(String name, DoubleSupplier progress) {
        phase = new Phase(name, progress);
    }

    /** Says what is done now, for something whose end is not known before. */
    void phase(String name) {
        phase(name, () -> 0);
    }

    /** Says what is done now; what it returns is told how much of that is done. */
    DoubleConsumer counted(String name) {
        done = 0;
        phase(name, () -> done);
        return value -> done = value;
    }

    private synchronized void tell() {
        try {
            pause(FIRST_SECONDS);
            while (!isClosed) {
                Phase now = phase;
                double done = now.progress().getAsDouble();
                String line = now.name() + (done > 0 ? ", " + (int) (100 * done) + " %" : "") + ", "
                        + (System.nanoTime() - start) / 1_000_000_000L + " s";
                err.print(isTerminal ? "\r\u001b[K" + line : "ketwright: " + line + "\n");
                err.flush();
                isShown = true;
                pause(isTerminal ? TERMINAL_SECONDS : LINES_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a time or for the end. */
    private void pause(double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (!isClosed) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
        if (isTerminal && isShown) {
            err.print("\r\u001b[K");
            err.flush();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onStop);
        } catch (IllegalStateException e) {
            // The process is being ended and the hook already runs.
        }
    }
}

package org.ketwright.studies.run;

import org.ketwright.studies.Cell;

/** Hears how far a run is. Called by several threads, one at a time. */
public interface Progress extends AutoCloseable {

    /**
     * Cells are about to be computed.
     *
     * @param total number of cells
     * @param done number of cells that have a result from before
     */
    void start(int total, int done);

    /**
     * A cell is on the disk, or failed.
     *
     * @param cell the cell
     * @param finished number of cells that are done or failed
     */
    void finished(Cell cell, int finished);

    /**
     * Something a user should read.
     *
     * @param line one line
     */
    void say(String line);

    /** Nothing follows. */
    @Override
    void close();
}

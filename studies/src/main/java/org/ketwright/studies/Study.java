package org.ketwright.studies;

import java.util.List;
import org.ketwright.studies.data.DataSet;
import org.ketwright.studies.report.Report;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question, and a grid of cells whose results answer it. Studies are found by {@link java.util.ServiceLoader}. The
 * command line, the store, parallel workers, resuming and the rendering of the report come from outside; a study only
 * says what is computed. Implementations are stateless and safe for use by several threads.
 */
public interface Study {

    /**
     * Name on the command line.
     *
     * @return a word in lower case, perhaps with hyphens
     */
    String name();

    /**
     * Title of its report.
     *
     * @return a few words
     */
    String title();

    /**
     * What it asks.
     *
     * @return one question that a stranger understands
     */
    String question();

    /**
     * The publication it examines.
     *
     * @return the paper
     */
    Paper paper();

    /**
     * Raised by one whenever the results of equal cells change, so that old results are computed again.
     *
     * @return 1 or more
     */
    int revision();

    /**
     * Its sizes; the first is the smallest.
     *
     * @return at least one preset
     */
    List<Preset> presets();

    /**
     * What the user may change.
     *
     * @return the settings; their keys differ
     */
    List<Setting<?>> settings();

    /**
     * The files it reads.
     *
     * @param settings a value for every setting
     * @return data sets, none if it makes its data itself
     */
    List<DataSet> data(Settings settings);

    /**
     * Files it reads if they are there and does without if they are not; a part of its report then says why it is
     * missing. Results depend on which are there, so a run with them is another run than one without.
     *
     * @param settings a value for every setting
     * @return data sets, none by default
     */
    default List<DataSet> optionalData(Settings settings) {
        return List.of();
    }

    /**
     * Everything to compute, without computing it: called to plan, to run, to resume and to report, and always gives
     * the same list for the same setup. Cells are computed in parallel and in any order; put those that take longest
     * first.
     *
     * @param setup what decides the results
     * @return distinct cells
     */
    List<Cell> cells(Setup setup);

    /**
     * Computes one cell. Runs on one worker thread while other cells run on others; the result may depend on the cell,
     * the setup and the data files, and on nothing else.
     *
     * @param cell one of {@link #cells}
     * @param context the setup, seed, data, backend, and what cells share
     * @return the result; {@link Json#object} makes one from a record
     * @throws java.io.UncheckedIOException if a data file is bad, which ends the run; any other exception makes this one
     *         cell fail
     */
    ObjectNode compute(Cell cell, CellContext context);

    /**
     * Puts results together. Reads nothing but its arguments; a cell without result appears as
     * {@link org.ketwright.studies.report.NotRun}.
     *
     * @param setup what decides the results
     * @param results results of the cells, perhaps not of all
     * @return the report
     */
    Report report(Setup setup, Results results);
}

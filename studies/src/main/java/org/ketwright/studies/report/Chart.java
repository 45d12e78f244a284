package org.ketwright.studies.report;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A figure drawn from numbers; the page draws it and exports it, its numbers are also written as a CSV file. */
public sealed interface Chart extends Block {

    /**
     * Title.
     *
     * @return a few words; names the CSV file
     */
    String title();

    /**
     * Caption.
     *
     * @return what is shown and what to see in it
     */
    String caption();

    /**
     * Curves with bands that show their intervals.
     *
     * @param title a few words
     * @param caption what is shown and what to see in it
     * @param x horizontal axis
     * @param y vertical axis
     * @param lines the curves
     */
    record Lines(String title, String caption, Axis x, Axis y, List<Line> lines) implements Chart {

        /** Copies the list. */
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One curve.
     *
     * @param name what it belongs to
     * @param group curves of one group have one color and one mark, such as two measures of the same thing
     * @param isReference whether it is drawn dashed, as something to compare with
     * @param points its points from left to right; those not measured are gaps
     */
    record Line(String name, String group, boolean isReference, List<Point> points) {

        /** Copies the list. */
        public Line {
            points = List.copyOf(points);
        }

        /**
         * A curve of a color of its own.
         *
         * @param name what it belongs to
         * @param isReference whether it is drawn dashed
         * @param points its points from left to right
         */
        public Line(String name, boolean isReference, List<Point> points) {
            this(name, name, isReference, points);
        }

        /**
         * A curve over given places.
         *
         * @param name what it belongs to
         * @param isReference whether it is drawn dashed
         * @param xs where, from left to right
         * @param y what was measured at each, by its number
         * @return the curve
         */
        public static Line over(String name, boolean isReference, List<Double> xs, IntFunction<Quantity> y) {
            return new Line(name, isReference,
                    IntStream.range(0, xs.size()).mapToObj(i -> new Point(xs.get(i), y.apply(i))).toList());
        }
    }

    /**
     * A point of a curve.
     *
     * @param x where
     * @param y what was measured there
     */
    record Point(double x, Quantity y) {
    }

    /**
     * Bars in groups, with whiskers that show their intervals.
     *
     * @param title a few words
     * @param caption what is shown and what to see in it
     * @param categories names of the groups
     * @param y vertical axis
     * @param bars one series for each color
     */
    record Bars(String title, String caption, List<String> categories, Axis y, List<BarSeries> bars)
            implements
                Chart {

        /** Copies the lists and checks that they fit. */
        public Bars {
            categories = List.copyOf(categories);
            bars = List.copyOf(bars);
            for (BarSeries series : bars) {
                if (series.values().size() != categories.size()) {
                    throw new IllegalArgumentException("series \"" + series.name() + "\" needs " + categories.size()
                            + " bars but has " + series.values().size());
                }
            }
        }
    }

    /**
     * Bars of one color.
     *
     * @param name what they belong to
     * @param values one for each category
     */
    record BarSeries(String name, List<Quantity> values) {

        /** Copies the list. */
        public BarSeries {
            values = List.copyOf(values);
        }
    }

    /**
     * A matrix of colors with its numbers written into it.
     *
     * @param title a few words
     * @param caption what is shown and what to see in it
     * @param rowsName what the rows are
     * @param rows names of the rows, from top to bottom
     * @param columnsName what the columns are
     * @param columns names of the columns
     * @param scale what the colors mean
     * @param values {@code values[row][column]}
     */
    record HeatMap(String title, String caption, String rowsName, List<String> rows, String columnsName,
            List<String> columns, Axis scale, List<List<Quantity>> values) implements Chart {

        /** Copies the lists and checks that they fit. */
        public HeatMap {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
            values = values.stream().map(List::copyOf).toList();
            if (values.size() != rows.size()) {
                throw new IllegalArgumentException("heat map \"" + title + "\" has " + rows.size() + " row names but "
                        + values.size() + " rows");
            }
            for (List<Quantity> row : values) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException("a row of heat map \"" + title + "\" needs " + columns.size()
                            + " values but has " + row.size());
                }
            }
        }
    }

    /**
     * Dots at two measured numbers, with whiskers that show their intervals.
     *
     * @param title a few words
     * @param caption what is shown and what to see in it
     * @param x horizontal axis
     * @param y vertical axis
     * @param groups dots of one color each
     */
    record Scatter(String title, String caption, Axis x, Axis y, List<DotGroup> groups) implements Chart {

        /** Copies the list. */
        public Scatter {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Dots of one color.
     *
     * @param name what they belong to
     * @param dots the dots
     */
    record DotGroup(String name, List<Dot> dots) {

        /** Copies the list. */
        public DotGroup {
            dots = List.copyOf(dots);
        }
    }

    /**
     * A dot.
     *
     * @param label what it is, shown when pointed at
     * @param x horizontal position
     * @param y vertical position
     */
    record Dot(String label, Quantity x, Quantity y) {
    }
}

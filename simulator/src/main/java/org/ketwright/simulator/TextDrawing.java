package org.ketwright.simulator;

import java.util.Arrays;
import java.util.List;

/** A circuit in characters: a line for each wire, a line between neighboring wires. */
final class TextDrawing {
    private final DrawingLayout layout;
    private final int[] widths;
    private final int nameWidth;

    private TextDrawing(DrawingLayout layout) {
        this.layout = layout;
        nameWidth = layout.wires().stream().mapToInt(String::length).max().orElse(0) + 2;
        widths = new int[layout.columns()];
        for (DrawingLayout.Piece p : layout.pieces()) {
            for (DrawingLayout.Mark m : p.marks()) {
                // One dash at least on either side.
                widths[p.column()] = Math.max(widths[p.column()], text(m).length() + 2);
            }
        }
    }

    static String of(Circuit circuit, int columns) {
        if (columns < 20) {
            throw new IllegalArgumentException("a drawing needs 20 columns or more but was given " + columns);
        }
        return new TextDrawing(DrawingLayout.of(circuit)).draw(columns);
    }

    private String draw(int columns) {
        int[] starts = DrawingLayout.wrap(widths, columns - nameWidth);
        List<List<DrawingLayout.Piece>> pieces = layout.rows(starts);
        StringBuilder out = new StringBuilder();
        for (int row = 0; row + 1 < starts.length; row++) {
            out.append(row == 0 ? "" : "\n").append(block(starts[row], starts[row + 1], pieces.get(row)));
        }
        return out.toString();
    }

    private String block(int from, int to, List<DrawingLayout.Piece> pieces) {
        int[] left = new int[to - from + 1];
        left[0] = nameWidth;
        for (int c = from; c < to; c++) {
            left[c - from + 1] = left[c - from] + widths[c];
        }
        // A circuit without operations still shows its wires.
        int width = Math.max(left[to - from], nameWidth + 2);
        int wires = layout.wires().size();
        char[][] canvas = new char[2 * wires - 1][width];
        for (int w = 0; w < wires; w++) {
            Arrays.fill(canvas[2 * w], isQubit(w) ? '─' : '═');
            put(canvas[2 * w], 0, String.format("%-" + nameWidth + "s", layout.wires().get(w) + ":"));
            if (w + 1 < wires) {
                Arrays.fill(canvas[2 * w + 1], ' ');
            }
        }
        pieces.forEach(p -> draw(p, canvas, left[p.column() - from], widths[p.column()]));
        StringBuilder out = new StringBuilder();
        for (char[] line : canvas) {
            out.append(new String(line).stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private void draw(DrawingLayout.Piece p, char[][] canvas, int left, int width) {
        int middle = left + (width - 1) / 2;
        if (!p.isWall()) {
            boolean classical = !isQubit(p.bottom());
            for (int line = 2 * p.top() + 1; line < 2 * p.bottom(); line++) {
                boolean onWire = line % 2 == 0;
                char crossing = isQubit(line / 2) ? classical ? '╫' : '┼' : '╬';
                canvas[line][middle] = onWire ? crossing : classical ? '║' : '│';
            }
        }
        for (DrawingLayout.Mark m : p.marks()) {
            String text = text(m);
            put(canvas[2 * m.wire()], middle - (text.length() - 1) / 2, text);
        }
    }

    private boolean isQubit(int wire) {
        return wire < layout.qubits();
    }

    private static String text(DrawingLayout.Mark m) {
        return switch (m.kind()) {
            case LABEL -> m.text();
            case ON -> "●";
            case OFF -> "○";
            case PLUS -> "⊕";
            case CROSS -> "×";
            case WALL -> "░";
            case SINK -> "╩";
        };
    }

    private static void put(char[] line, int at, String text) {
        text.getChars(0, text.length(), line, at);
    }
}

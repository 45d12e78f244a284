package org.ketwright.simulator;

import java.util.List;

/** A circuit as an SVG image that needs nothing from outside. */
final class SvgDrawing {
    private static final int WIRE = 40;
    private static final int MARGIN = 16;
    private static final int BOX = 28;
    private static final int CHARACTER = 8;
    private static final int ROW_WIDTH = 1100;

    private final DrawingLayout layout;
    private final int[] widths;
    private final int nameWidth;
    private final int rowHeight;
    private final StringBuilder out = new StringBuilder();

    private SvgDrawing(DrawingLayout layout) {
        this.layout = layout;
        nameWidth = MARGIN + CHARACTER * (layout.wires().stream().mapToInt(String::length).max().orElse(0) + 1);
        rowHeight = WIRE * layout.wires().size();
        widths = new int[layout.columns()];
        for (DrawingLayout.Piece p : layout.pieces()) {
            for (DrawingLayout.Mark m : p.marks()) {
                widths[p.column()] = Math.max(widths[p.column()], boxWidth(m) + 12);
            }
        }
    }

    static String of(Circuit circuit) {
        return new SvgDrawing(DrawingLayout.of(circuit)).draw(circuit);
    }

    private String draw(Circuit circuit) {
        int[] starts = DrawingLayout.wrap(widths, ROW_WIDTH);
        int rows = starts.length - 1;
        int widest = 0;
        for (int row = 0; row < rows; row++) {
            widest = Math.max(widest, width(starts[row], starts[row + 1]));
        }
        int width = nameWidth + widest + MARGIN;
        int height = 2 * MARGIN + rows * rowHeight + (rows - 1) * MARGIN;
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\">",
                width, height, width, height);
        line("<title>Quantum circuit with {} qubits and {} operations</title>", circuit.qubits(),
                circuit.operations().size());
        line("<style>text{font:13px monospace;text-anchor:middle;dominant-baseline:central;fill:#111}"
                + ".name{text-anchor:end}.wire,.link{stroke:#444;stroke-width:1.3}"
                + ".box{fill:#eef3fb;stroke:#2b5797;stroke-width:1.3}.on{fill:#111}.off{fill:#fff;stroke:#111;"
                + "stroke-width:1.3}.stroke{fill:none;stroke:#111;stroke-width:1.3}"
                + ".wall{fill:#bbb;fill-opacity:.6}</style>");
        line("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        List<List<DrawingLayout.Piece>> pieces = layout.rows(starts);
        for (int row = 0; row < rows; row++) {
            row(starts[row], starts[row + 1], MARGIN + row * (rowHeight + MARGIN), pieces.get(row));
        }
        line("</svg>");
        return out.toString();
    }

    private void row(int from, int to, int top, List<DrawingLayout.Piece> pieces) {
        int right = nameWidth + width(from, to);
        for (int w = 0; w < layout.wires().size(); w++) {
            int y = y(w, top);
            line("<text class=\"name\" x=\"{}\" y=\"{}\">{}</text>", nameWidth - CHARACTER, y,
                    escape(layout.wires().get(w)));
            if (w < layout.qubits()) {
                line("<path class=\"wire\" d=\"M{} {}H{}\"/>", nameWidth, y, right);
            } else {
                line("<path class=\"wire\" d=\"M{} {}H{}M{} {}H{}\"/>", nameWidth, y - 2, right, nameWidth, y + 2,
                        right);
            }
        }
        int[] middle = new int[to - from];
        int left = nameWidth;
        for (int c = from; c < to; c++) {
            middle[c - from] = left + widths[c] / 2;
            left += widths[c];
        }
        pieces.forEach(p -> piece(p, middle[p.column() - from], top));
    }

    private void piece(DrawingLayout.Piece p, int x, int top) {
        int from = y(p.top(), top);
        int to = y(p.bottom(), top);
        if (from != to && !p.isWall()) {
            if (p.bottom() < layout.qubits()) {
                line("<path class=\"link\" d=\"M{} {}V{}\"/>", x, from, to);
            } else {
                line("<path class=\"link\" d=\"M{} {}V{}M{} {}V{}\"/>", x - 2, from, to, x + 2, from, to);
            }
        }
        p.marks().forEach(m -> mark(m, x, y(m.wire(), top)));
    }

    private void mark(DrawingLayout.Mark m, int x, int y) {
        switch (m.kind()) {
            case LABEL -> {
                int w = boxWidth(m);
                line("<rect class=\"box\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"/>", x - w / 2,
                        y - BOX / 2, w, BOX);
                line("<text x=\"{}\" y=\"{}\">{}</text>", x, y, escape(m.text()));
            }
            case ON -> line("<circle class=\"on\" cx=\"{}\" cy=\"{}\" r=\"4.5\"/>", x, y);
            case OFF -> line("<circle class=\"off\" cx=\"{}\" cy=\"{}\" r=\"4.5\"/>", x, y);
            case PLUS -> {
                line("<circle class=\"off\" cx=\"{}\" cy=\"{}\" r=\"10\"/>", x, y);
                line("<path class=\"stroke\" d=\"M{} {}h20M{} {}v20\"/>", x - 10, y, x, y - 10);
            }
            case CROSS -> line("<path class=\"stroke\" d=\"M{} {}l12 12m0 -12l-12 12\"/>", x - 6, y - 6);
            case WALL -> line("<rect class=\"wall\" x=\"{}\" y=\"{}\" width=\"8\" height=\"{}\"/>", x - 4, y - WIRE / 2,
                    WIRE);
            case SINK -> line("<path class=\"on\" d=\"M{} {}h12l-6 9z\"/>", x - 6, y - 9);
        }
    }

    private int width(int from, int to) {
        int sum = 0;
        for (int c = from; c < to; c++) {
            sum += widths[c];
        }
        return Math.max(sum, BOX);
    }

    private static int y(int wire, int top) {
        return top + wire * WIRE + WIRE / 2;
    }

    private static int boxWidth(DrawingLayout.Mark m) {
        return Math.max(BOX, CHARACTER * m.text().length() + 12);
    }

    /** Adds a line in which each {} is replaced by the next value. */
    private void line(String template, Object... values) {
        int at = 0;
        for (Object value : values) {
            int hole = template.indexOf("{}", at);
            out.append(template, at, hole).append(value);
            at = hole + 2;
        }
        out.append(template.substring(at)).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

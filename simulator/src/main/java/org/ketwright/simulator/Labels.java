package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Short texts for drawings. */
final class Labels {
    private static final int[] DENOMINATORS = {1, 2, 3, 4, 6, 8, 12, 16, 32, 64};

    private Labels() {
    }

    static String of(String symbol, List<Angle> angles) {
        return angles.isEmpty()
                ? symbol
                : symbol + "(" + String.join(", ", angles.stream().map(Labels::of).toList()) + ")";
    }

    static String of(Angle angle) {
        return switch (angle) {
            case Angle.Fixed f -> number(f.radians());
            case Angle.Parameter p -> sum(scaled(p.scale(), "θ" + p.index()), p.offset());
            case Angle.Feature f -> sum(scaled(f.scale(), "x" + f.index()), f.offset());
            case Angle.Weighted w -> {
                String product = "θ" + w.weight() + "·x" + w.feature();
                yield w.bias() < 0
                        ? scaled(w.scale(), product)
                        : w.scale() == 1
                                ? product + "+θ" + w.bias()
                                : scaled(w.scale(), "(" + product + "+θ" + w.bias() + ")");
            }
        };
    }

    /** A number with four digits, or as a fraction of pi where it is one. */
    static String number(double value) {
        if (value != 0) {
            for (int d : DENOMINATORS) {
                double n = value / Math.PI * d;
                long whole = Math.round(n);
                if (whole != 0 && Math.abs(whole) <= 64 && Math.abs(n - whole) < 1e-12 * Math.abs(n)) {
                    String numerator = whole == 1 ? "π" : whole == -1 ? "-π" : whole + "π";
                    return d == 1 ? numerator : numerator + "/" + d;
                }
            }
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return Long.toString(Math.round(value));
        }
        String text = String.format(Locale.ROOT, "%.4g", value);
        int exponent = text.indexOf('e');
        String mantissa = exponent < 0 ? text : text.substring(0, exponent);
        if (mantissa.contains(".")) {
            mantissa = mantissa.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return mantissa + (exponent < 0 ? "" : text.substring(exponent));
    }

    /** What the targets of a gate show, one text for each. */
    static List<String> targets(Gate gate, List<Angle> angles) {
        return numbered(of(gate.symbol(), angles), gate.arity() - gate.controls(), isSymmetric(gate));
    }

    static List<String> numbered(String text, int count, boolean same) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(same || count == 1 ? text : text + ":" + i);
        }
        return out;
    }

    /** Whether exchanging two targets changes nothing. */
    private static boolean isSymmetric(Gate gate) {
        return gate.arity() - gate.controls() == 2 && gate.factors().stream().allMatch(f -> {
            var m = f.family().at(1);
            return Matrices.SWAP.times(m).times(Matrices.SWAP).equals(m);
        });
    }

    private static String scaled(double scale, String what) {
        if (scale == 1) {
            return what;
        }
        String factor = number(scale);
        return scale == -1 ? "-" + what : factor.contains("/") ? factor + "·" + what : factor + what;
    }

    private static String sum(String first, double offset) {
        return offset == 0 ? first : first + (offset < 0 ? "" : "+") + number(offset);
    }
}

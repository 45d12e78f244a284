package org.ketwright.simulator.qasm;

import java.util.Locale;
import org.ketwright.simulator.qasm.Token.Kind;

/** Numbers and bit strings from their tokens. */
final class Numbers {
    private Numbers() {
    }

    /** The value of a number or duration. */
    static Value value(Source source, Token token) throws QasmException {
        if (token.kind() == Kind.INTEGER) {
            return new Value.Whole(whole(source, token));
        }
        double number = real(source, token);
        if (token.kind() == Kind.REAL) {
            return new Value.Real(number);
        }
        return switch (token.unit()) {
            case "dt" -> new Value.Duration(number, true);
            case "s" -> new Value.Duration(number, false);
            case "ms" -> new Value.Duration(number / 1e3, false);
            case "ns" -> new Value.Duration(number / 1e9, false);
            default -> new Value.Duration(number / 1e6, false);
        };
    }

    /** The value of an integer, with or without prefix. */
    static long whole(Source source, Token token) throws QasmException {
        String text = token.text().toLowerCase(Locale.ROOT);
        int radix = text.startsWith("0x") ? 16 : text.startsWith("0b") ? 2 : text.startsWith("0o") ? 8 : 10;
        try {
            return Long.parseLong(radix == 10 ? text : text.substring(2), radix);
        } catch (NumberFormatException e) {
            throw source.error(token.position(), "an integer has digits of its base and is at most "
                    + Long.MAX_VALUE + " but " + Source.quote(token.text()) + " was given");
        }
    }

    private static double real(Source source, Token token) throws QasmException {
        double number = Double.parseDouble(token.text());
        if (Double.isInfinite(number)) {
            throw source.error(token.position(), "a number is at most " + Double.MAX_VALUE + " but "
                    + Source.quote(token.text()) + " was given");
        }
        return number;
    }

    /** The bits of a string. */
    static Value bits(Source source, Token token) throws QasmException {
        String digits = token.text().replace("_", "");
        if (digits.isEmpty() || digits.length() > 63 || !digits.chars().allMatch(c -> c == '0' || c == '1')) {
            throw source.error(token.position(),
                    "a bit string has 1 to 63 digits 0 or 1 but " + Source.quote(token.text()) + " was given");
        }
        return new Value.Bits(Long.parseLong(digits, 2), digits.length());
    }
}

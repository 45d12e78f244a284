package org.ketwright.simulator.qasm;

import org.ketwright.simulator.Angle;
import org.ketwright.simulator.qasm.Value.Bits;
import org.ketwright.simulator.qasm.Value.Duration;
import org.ketwright.simulator.qasm.Value.Real;
import org.ketwright.simulator.qasm.Value.Symbolic;
import org.ketwright.simulator.qasm.Value.Truth;
import org.ketwright.simulator.qasm.Value.Whole;

/** Arithmetic on values: integers exact or refused, real numbers finite or refused. */
final class Numeric {
    private Numeric() {
    }

    /** The value as a real number. */
    static double real(Source source, Position position, Value value) throws QasmException {
        return switch (value) {
            case Whole w -> w.number();
            case Real r -> r.number();
            case Truth t -> t.holds() ? 1 : 0;
            case Symbolic s -> throw source.error(position,
                    "the value of an input is not known here; inputs may be added, subtracted and scaled in angles alone");
            default -> throw source.error(position, "a number is needed but a " + value.kind() + " was given");
        };
    }

    /** The value as an integer. */
    static long whole(Source source, Position position, Value value) throws QasmException {
        return switch (value) {
            case Whole w -> w.number();
            case Truth t -> t.holds() ? 1 : 0;
            case Bits b -> b.number();
            case Symbolic s -> throw source.error(position,
                    "an integer is needed but the value of an input is not known here");
            default -> throw source.error(position, "an integer is needed but a " + value.kind() + " was given");
        };
    }

    /** The value as a truth value. */
    static boolean truth(Source source, Position position, Value value) throws QasmException {
        return switch (value) {
            case Truth t -> t.holds();
            case Whole w -> w.number() != 0;
            case Bits b -> b.number() != 0;
            default -> throw source.error(position, "a truth value is needed but a " + value.kind() + " was given");
        };
    }

    /** The number, if it is finite. */
    static double finite(Source source, Position position, double number, String what) throws QasmException {
        if (!Double.isFinite(number)) {
            throw source.error(position, "a number must be finite but " + what + " is "
                    + (Double.isNaN(number) ? "not a number" : "infinite"));
        }
        return number;
    }

    /** The negated value. */
    static Value negate(Source source, Position position, Value value) throws QasmException {
        return switch (value) {
            case Whole w when w.number() != Long.MIN_VALUE -> new Whole(-w.number());
            case Real r -> new Real(-r.number());
            case Duration d -> new Duration(-d.amount(), d.samples());
            case Symbolic s -> InputArithmetic.scale(source, position, s, -1);
            default -> throw source.error(position, "a " + value.kind() + " has no negative");
        };
    }

    /** The value of an arithmetic, bitwise, shift or comparison operator. */
    static Value binary(Source source, Position position, String operator, Value left, Value right)
            throws QasmException {
        if (left instanceof Symbolic || right instanceof Symbolic) {
            return InputArithmetic.binary(source, position, operator, left, right);
        }
        if (left instanceof Duration || right instanceof Duration) {
            return durations(source, position, operator, left, right);
        }
        return switch (operator) {
            case "==", "!=", "<", "<=", ">", ">=" -> new Truth(compare(source, position, operator, left, right));
            case "&", "|", "^", "<<", ">>" -> bitwise(source, position, operator, left, right);
            default -> isWhole(left) && isWhole(right)
                    ? new Whole(wholes(source, position, operator, whole(source, position, left),
                            whole(source, position, right)))
                    : new Real(reals(source, position, operator, real(source, position, left),
                            real(source, position, right)));
        };
    }

    private static boolean isWhole(Value value) {
        return value instanceof Whole || value instanceof Truth || value instanceof Bits;
    }

    private static long wholes(Source source, Position position, String operator, long a, long b)
            throws QasmException {
        try {
            return switch (operator) {
                case "+" -> Math.addExact(a, b);
                case "-" -> Math.subtractExact(a, b);
                case "*" -> Math.multiplyExact(a, b);
                case "/" -> Math.divideExact(a, requireDivisor(source, position, a, b));
                case "%" -> b == -1 ? 0 : a % requireDivisor(source, position, a, b);
                case "**" -> power(source, position, a, b);
                default -> throw source.error(position, "the operator " + Source.quote(operator)
                        + " is not known here");
            };
        } catch (ArithmeticException e) {
            throw source.error(position, "an integer has 64 bits but " + a + " " + operator + " " + b + " has more");
        }
    }

    private static long requireDivisor(Source source, Position position, long a, long b) throws QasmException {
        if (b == 0) {
            throw source.error(position, "a divisor must not be zero but " + a + " is divided by 0");
        }
        return b;
    }

    private static long power(Source source, Position position, long base, long exponent) throws QasmException {
        if (exponent < 0) {
            throw source.error(position, "an integer is raised to powers of 0 or more but the exponent is " + exponent
                    + "; write the base as a real number");
        }
        if (base >= -1 && base <= 1) {
            return base == -1 && exponent % 2 == 0 ? 1 : exponent == 0 ? 1 : base;
        }
        long result = 1;
        for (long i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, base);
        }
        return result;
    }

    private static double reals(Source source, Position position, String operator, double a, double b)
            throws QasmException {
        if (b == 0 && (operator.equals("/") || operator.equals("%"))) {
            throw source.error(position, "a divisor must not be zero but " + a + " is divided by 0");
        }
        double result = switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "%" -> a % b;
            case "**" -> Math.pow(a, b);
            default -> throw source.error(position, "the operator " + Source.quote(operator) + " is not known here");
        };
        return finite(source, position, result, a + " " + operator + " " + b);
    }

    private static boolean compare(Source source, Position position, String operator, Value left, Value right)
            throws QasmException {
        int order = isWhole(left) && isWhole(right)
                ? Long.compare(whole(source, position, left), whole(source, position, right))
                : compare(real(source, position, left), real(source, position, right));
        return holds(operator, order);
    }

    private static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }

    /** Whether a comparison holds for an order that is negative, zero or positive. */
    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Value bitwise(Source source, Position position, String operator, Value left, Value right)
            throws QasmException {
        long a = whole(source, position, left);
        long b = whole(source, position, right);
        boolean shift = operator.length() == 2;
        int width = left instanceof Bits bits ? bits.width() : 63;
        if (a < 0 || b < 0 || shift && b > 62) {
            throw source.error(position, "bits are combined of numbers of 0 or more and shifted by at most 62 but "
                    + a + " " + operator + " " + b + " was given");
        }
        if (!shift && left instanceof Bits x && right instanceof Bits y && x.width() != y.width()) {
            throw source.error(position, "bit strings that are combined have the same length but have " + x.width()
                    + " and " + y.width() + " bits");
        }
        long result = switch (operator) {
            case "&" -> a & b;
            case "|" -> a | b;
            case "^" -> a ^ b;
            case ">>" -> a >> b;
            default -> a << b;
        };
        if (left instanceof Bits) {
            return new Bits(result & (width == 63 ? Long.MAX_VALUE : (1L << width) - 1), width);
        }
        if (operator.equals("<<") && (result < 0 || result >> b != a)) {
            throw source.error(position, "an integer has 64 bits but " + a + " << " + b + " has more");
        }
        return new Whole(result);
    }

    private static Value durations(Source source, Position position, String operator, Value left, Value right)
            throws QasmException {
        if (left instanceof Duration a && right instanceof Duration b && a.samples() == b.samples()) {
            switch (operator) {
                case "+", "-" -> {
                    double sum = operator.equals("+") ? a.amount() + b.amount() : a.amount() - b.amount();
                    return new Duration(finite(source, position, sum, "the duration"), a.samples());
                }
                case "/" -> {
                    return new Real(reals(source, position, "/", a.amount(), b.amount()));
                }
                case "==", "!=", "<", "<=", ">", ">=" -> {
                    return new Truth(holds(operator, compare(a.amount(), b.amount())));
                }
                default -> {}
            }
        } else if (left instanceof Duration a && !(right instanceof Duration)
                && (operator.equals("*") || operator.equals("/"))) {
            return new Duration(reals(source, position, operator, a.amount(), real(source, position, right)),
                    a.samples());
        } else if (right instanceof Duration b && !(left instanceof Duration) && operator.equals("*")) {
            return new Duration(reals(source, position, operator, real(source, position, left), b.amount()),
                    b.samples());
        }
        throw source.error(position, "durations in the same unit, seconds or dt, are added and compared, and scaled by "
                + "numbers, but a " + left.kind() + " " + operator + " a " + right.kind() + " was given");
    }

    /** The angle that a value stands for. */
    static Angle angle(Source source, Position position, Value value) throws QasmException {
        return value instanceof Symbolic s ? s.angle() : new Angle.Fixed(real(source, position, value));
    }
}

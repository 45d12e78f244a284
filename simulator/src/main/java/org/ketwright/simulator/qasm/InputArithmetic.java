package org.ketwright.simulator.qasm;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Angle.Feature;
import org.ketwright.simulator.Angle.Fixed;
import org.ketwright.simulator.Angle.Parameter;
import org.ketwright.simulator.Angle.Weighted;
import org.ketwright.simulator.qasm.Value.Symbolic;

/** Arithmetic on what depends on inputs, as far as an angle can hold the result. */
final class InputArithmetic {
    private InputArithmetic() {
    }

    /** The value of an arithmetic operator, one side of which at least depends on an input. */
    static Value binary(Source source, Position position, String operator, Value left, Value right)
            throws QasmException {
        Value result = switch (operator) {
            case "+" -> left instanceof Symbolic a && right instanceof Symbolic b
                    ? join(source, position, a.angle(), b.angle())
                    : left instanceof Symbolic a
                            ? shift(source, position, a, number(source, position, right))
                            : shift(source, position, (Symbolic) right, number(source, position, left));
            case "-" -> right instanceof Symbolic b
                    ? binary(source, position, "+", left, scale(source, position, b, -1))
                    : shift(source, position, (Symbolic) left, -number(source, position, right));
            case "*" -> left instanceof Symbolic a && right instanceof Symbolic b
                    ? product(source, position, a.angle(), b.angle())
                    : left instanceof Symbolic a
                            ? scale(source, position, a, number(source, position, right))
                            : scale(source, position, (Symbolic) right, number(source, position, left));
            case "/" -> left instanceof Symbolic a && !(right instanceof Symbolic)
                    ? divide(source, position, a, number(source, position, right))
                    : null;
            default -> null;
        };
        if (result == null) {
            throw source.error(position,
                    "an angle is a number times one input plus a number, or a number times the sum of "
                            + "a parameter times a feature and a parameter, but " + Source.quote(operator)
                            + " makes it something else");
        }
        return result;
    }

    /** The angle times a number. */
    static Symbolic scale(Source source, Position position, Symbolic value, double factor) throws QasmException {
        return scaled(source, position, value.angle(), x -> x * factor);
    }

    private static Symbolic divide(Source source, Position position, Symbolic value, double divisor)
            throws QasmException {
        if (divisor == 0) {
            throw source.error(position, "a divisor must not be zero but an input is divided by 0");
        }
        return scaled(source, position, value.angle(), x -> x / divisor);
    }

    private static Symbolic scaled(Source source, Position position, Angle angle, DoubleUnaryOperator by)
            throws QasmException {
        return new Symbolic(switch (angle) {
            case Parameter p -> new Parameter(p.index(), scaled(source, position, p.scale(), by),
                    scaled(source, position, p.offset(), by));
            case Feature f -> new Feature(f.index(), scaled(source, position, f.scale(), by),
                    scaled(source, position, f.offset(), by));
            case Weighted w -> new Weighted(w.feature(), w.weight(), w.bias(), scaled(source, position, w.scale(), by));
            case Fixed f -> new Fixed(scaled(source, position, f.radians(), by));
        });
    }

    /** Zero stays the zero it is, so that no offset remains none. */
    private static double scaled(Source source, Position position, double number, DoubleUnaryOperator by)
            throws QasmException {
        return number == 0 ? number : finite(source, position, by.applyAsDouble(number));
    }

    private static @Nullable Symbolic shift(Source source, Position position, Symbolic value, double amount)
            throws QasmException {
        // The first number added is the offset to the last bit, also when it is minus zero.
        return switch (value.angle()) {
            case Parameter p -> new Symbolic(new Parameter(p.index(), p.scale(),
                    finite(source, position, p.offset() == 0 ? amount : p.offset() + amount)));
            case Feature f -> new Symbolic(new Feature(f.index(), f.scale(),
                    finite(source, position, f.offset() == 0 ? amount : f.offset() + amount)));
            case Weighted w -> amount == 0 ? value : null;
            case Fixed f -> new Symbolic(new Fixed(finite(source, position, f.radians() + amount)));
        };
    }

    private static @Nullable Symbolic join(Source source, Position position, Angle left, Angle right)
            throws QasmException {
        if (left instanceof Parameter a && right instanceof Parameter b && a.index() == b.index()) {
            return new Symbolic(new Parameter(a.index(), finite(source, position, a.scale() + b.scale()),
                    finite(source, position, a.offset() + b.offset())));
        }
        if (left instanceof Feature a && right instanceof Feature b && a.index() == b.index()) {
            return new Symbolic(new Feature(a.index(), finite(source, position, a.scale() + b.scale()),
                    finite(source, position, a.offset() + b.offset())));
        }
        if (left instanceof Parameter && right instanceof Weighted) {
            return join(source, position, right, left);
        }
        if (left instanceof Weighted w && right instanceof Parameter p && w.bias() < 0 && p.offset() == 0
                && p.scale() == w.scale()) {
            return new Symbolic(new Weighted(w.feature(), w.weight(), p.index(), w.scale()));
        }
        return null;
    }

    private static @Nullable Symbolic product(Source source, Position position, Angle left, Angle right)
            throws QasmException {
        if (left instanceof Feature && right instanceof Parameter) {
            return product(source, position, right, left);
        }
        if (left instanceof Parameter p && right instanceof Feature f && p.offset() == 0 && f.offset() == 0) {
            return new Symbolic(new Weighted(f.index(), p.index(), -1,
                    finite(source, position, p.scale() * f.scale())));
        }
        return null;
    }

    private static double number(Source source, Position position, Value value) throws QasmException {
        return Numeric.real(source, position, value);
    }

    private static double finite(Source source, Position position, double number) throws QasmException {
        return Numeric.finite(source, position, number, "the factor or offset of an input");
    }
}

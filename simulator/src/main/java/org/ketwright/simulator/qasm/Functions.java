package org.ketwright.simulator.qasm;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.ketwright.simulator.qasm.Value.Real;
import org.ketwright.simulator.qasm.Value.Whole;

/** The built-in functions and constants of both versions. */
final class Functions {
    /** Functions of OpenQASM 2. */
    static final Set<String> VERSION_2 = Set.of("sin", "cos", "tan", "exp", "ln", "sqrt");

    private static final Map<String, DoubleUnaryOperator> OF_REALS = Map.ofEntries(Map.entry("sin", Math::sin),
            Map.entry("cos", Math::cos), Map.entry("tan", Math::tan), Map.entry("exp", Math::exp),
            Map.entry("ln", Math::log), Map.entry("log", Math::log), Map.entry("sqrt", Math::sqrt),
            Map.entry("arccos", Math::acos), Map.entry("arcsin", Math::asin), Map.entry("arctan", Math::atan),
            Map.entry("ceiling", Math::ceil), Map.entry("floor", Math::floor));
    private static final Set<String> OF_OTHERS = Set.of("mod", "popcount", "rotl", "rotr");
    private static final Map<String, Double> CONSTANTS_2 = Map.of("pi", Math.PI);
    private static final Map<String, Double> CONSTANTS_3 = Map.of("pi", Math.PI, "\u03c0", Math.PI, "tau", Math.TAU,
            "\u03c4", Math.TAU, "euler", Math.E, "\u2107", Math.E);

    private final Source source;
    private final boolean third;
    private final Map<String, Integer> known;

    Functions(Source source, boolean third) {
        this.source = source;
        this.third = third;
        this.known = known(third);
    }

    /** The constants known from the start. */
    Map<String, Double> constants() {
        return third ? CONSTANTS_3 : CONSTANTS_2;
    }

    /** The value of a function. */
    Value call(Position position, String function, List<Value> arguments) throws QasmException {
        require(position, function, arguments.size());
        DoubleUnaryOperator real = OF_REALS.get(function);
        if (real != null) {
            double argument = Numeric.real(source, position, arguments.get(0));
            return new Real(Numeric.finite(source, position, real.applyAsDouble(argument),
                    function + "(" + argument + ")"));
        }
        return switch (function) {
            case "mod" -> Numeric.binary(source, position, "%", arguments.get(0), arguments.get(1));
            case "popcount" -> new Whole(Long.bitCount(bits(position, arguments.get(0)).number()));
            default -> rotate(position, arguments, function.equals("rotl") ? 1 : -1);
        };
    }

    /** Checks that a function exists and takes so many values. */
    void require(Position position, String function, int given) throws QasmException {
        Integer wanted = known.get(function);
        if (wanted == null) {
            throw source.unknown(position, "function", function, known.keySet());
        }
        if (given != wanted) {
            throw source.error(position, "function " + Source.quote(function) + " takes " + wanted
                    + (wanted == 1 ? " value but " : " values but ") + given + (given == 1 ? " was" : " were")
                    + " given");
        }
    }

    private Value rotate(Position position, List<Value> arguments, int direction) throws QasmException {
        Value.Bits bits = bits(position, arguments.get(0));
        long distance = Math.floorMod(direction * Math.floorMod(Numeric.whole(source, position, arguments.get(1)),
                (long) bits.width()), (long) bits.width());
        long mask = (1L << bits.width()) - 1;
        long turned = bits.number() << distance & mask | bits.number() >>> bits.width() - distance;
        return new Value.Bits(turned, bits.width());
    }

    private Value.Bits bits(Position position, Value value) throws QasmException {
        if (value instanceof Value.Bits bits) {
            return bits;
        }
        throw source.error(position, "a bit string is needed but a " + value.kind() + " was given");
    }

    /** Names of the functions and how many values each takes. */
    private static Map<String, Integer> known(boolean third) {
        Map<String, Integer> known = new TreeMap<>();
        if (!third) {
            VERSION_2.forEach(name -> known.put(name, 1));
            return known;
        }
        OF_REALS.keySet().forEach(name -> known.put(name, 1));
        OF_OTHERS.forEach(name -> known.put(name, name.equals("popcount") ? 1 : 2));
        known.remove("ln");
        return known;
    }
}

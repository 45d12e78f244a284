package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.AmplitudeDamping;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.CoherentError;
import org.ketwright.simulator.channel.Composition;
import org.ketwright.simulator.channel.Depolarizing;
import org.ketwright.simulator.channel.GeneralizedAmplitudeDamping;
import org.ketwright.simulator.channel.Kraus;
import org.ketwright.simulator.channel.Mixed;
import org.ketwright.simulator.channel.PauliChannel;
import org.ketwright.simulator.channel.PhaseDamping;
import org.ketwright.simulator.channel.ReadoutError;
import org.ketwright.simulator.channel.ResetError;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.TensorProduct;
import org.ketwright.simulator.channel.ThermalRelaxation;

/** Reads the channels of noise models made by hand: JSON objects with "channel", its kind, and the numbers of that kind. */
final class NoiseChannels {
    private static final List<String> KINDS = List.of("depolarizing", "pauli", "amplitude-damping",
            "generalized-amplitude-damping", "phase-damping", "thermal-relaxation", "residual-zz", "coherent-error",
            "reset-error", "readout-error", "kraus", "mixed", "composition", "tensor-product");

    private NoiseChannels() {
    }

    /** A channel on some qubits of a gate, which "on" picks; all of them where it is missing. */
    static GateError.Part part(Field c, int arity) throws DeviceFormatException {
        Field on = c.find("on");
        Channel channel = c.checked(() -> channel(c, on == null ? arity : on.elements().size(), "on"));
        List<Integer> targets = new ArrayList<>();
        if (on == null) {
            for (int i = 0; i < channel.qubits(); i++) {
                targets.add(i);
            }
        } else {
            targets.addAll(on.qubits(arity));
        }
        if (targets.size() != channel.qubits() || targets.size() > arity) {
            throw c.wrong("must name with \"on\" the " + channel.qubits() + " of the gate's " + arity
                    + " qubits that it acts on");
        }
        return new GateError.Part(channel, targets);
    }

    /** A channel; {@code width} is the number of qubits where nothing else says it, {@code also} what else may be there. */
    private static Channel channel(Field c, int width, String... also) throws DeviceFormatException {
        return switch (c.get("channel").text()) {
            case "depolarizing" -> {
                only(c, also, "p", "qubits");
                Field count = c.find("qubits");
                yield new Depolarizing(c.get("p").number(), count == null
                        ? width
                        : count.integer(1, Channel.MAX_QUBITS));
            }
            case "pauli" -> {
                only(c, also, "probabilities");
                Map<String, Double> probabilities = new LinkedHashMap<>();
                int letters = width;
                for (Map.Entry<String, Field> p : c.get("probabilities").members()) {
                    probabilities.put(p.getKey(), p.getValue().number());
                    letters = p.getKey().length();
                }
                yield new PauliChannel(letters, probabilities);
            }
            case "amplitude-damping" -> {
                only(c, also, "gamma");
                yield new AmplitudeDamping(c.get("gamma").number());
            }
            case "generalized-amplitude-damping" -> {
                only(c, also, "gamma", "excited");
                yield new GeneralizedAmplitudeDamping(c.get("gamma").number(), c.get("excited").number());
            }
            case "phase-damping" -> {
                only(c, also, "gamma");
                yield new PhaseDamping(c.get("gamma").number());
            }
            case "thermal-relaxation" -> {
                only(c, also, "t1", "t2", "duration", "excited");
                yield relaxation(c, c.get("duration").number());
            }
            case "residual-zz" -> {
                only(c, also, "rate", "duration");
                yield new ResidualZz(c.get("rate").number(), c.get("duration").number());
            }
            case "coherent-error" -> {
                only(c, also, "pauli", "angle");
                yield new CoherentError(c.get("pauli").text(), c.get("angle").number());
            }
            case "reset-error" -> {
                only(c, also, "toZero", "toOne");
                yield new ResetError(c.get("toZero").number(), c.get("toOne").number());
            }
            case "readout-error" -> {
                only(c, also, "matrix");
                yield new ReadoutError(matrix(c.get("matrix"), false));
            }
            case "kraus" -> {
                only(c, also, "operators");
                List<Matrix> operators = new ArrayList<>();
                for (Field k : c.get("operators").elements()) {
                    operators.add(matrix(k, true));
                }
                yield new Kraus(operators);
            }
            case "mixed" -> {
                only(c, also, "weight", "inner");
                Field inner = c.get("inner");
                yield new Mixed(inner.checked(() -> channel(inner, width)), c.get("weight").number());
            }
            case "composition" -> {
                only(c, also, "parts");
                yield new Composition(parts(c, width));
            }
            case "tensor-product" -> {
                only(c, also, "parts");
                yield new TensorProduct(parts(c, 1));
            }
            default -> throw c.get("channel").wrong("must be " + String.join(", ", KINDS.subList(0, KINDS.size() - 1))
                    + " or " + KINDS.getLast());
        };
    }

    private static List<Channel> parts(Field c, int width) throws DeviceFormatException {
        List<Channel> parts = new ArrayList<>();
        for (Field p : c.get("parts").elements()) {
            parts.add(p.checked(() -> channel(p, width)));
        }
        return parts;
    }

    private static void only(Field c, String[] also, String... own) throws DeviceFormatException {
        Set<String> known = new TreeSet<>(Arrays.asList(own));
        known.addAll(Arrays.asList(also));
        known.add("channel");
        c.only(known);
    }

    /** Relaxation for a time; what is not there takes forever. */
    static ThermalRelaxation relaxation(Field c, double duration) throws DeviceFormatException {
        Field t1 = c.find("t1");
        Field t2 = c.find("t2");
        Field excited = c.find("excited");
        double first = t1 == null ? Double.POSITIVE_INFINITY : t1.number();
        return new ThermalRelaxation(first, t2 == null ? 2 * first : t2.number(), duration,
                excited == null ? 0 : excited.number());
    }

    /** Rows of numbers; complex ones are pairs of real and imaginary part. */
    static Matrix matrix(Field rows, boolean isComplex) throws DeviceFormatException {
        List<Field> all = rows.elements();
        int d = all.size();
        if (d < 2 || d > 1 << Channel.MAX_QUBITS || Integer.bitCount(d) != 1) {
            throw rows.wrong("must have 2, 4, 8, 16 or 32 rows");
        }
        double[] entries = new double[2 * d * d];
        int at = 0;
        for (Field row : all) {
            List<Field> numbers = row.elements();
            if (numbers.size() != d) {
                throw row.wrong("must have " + d + " numbers");
            }
            for (Field number : numbers) {
                if (isComplex && number.node().isArray()) {
                    List<Field> parts = number.elements();
                    if (parts.size() != 2) {
                        throw number.wrong("must be a number or a pair of real and imaginary part");
                    }
                    entries[at] = parts.get(0).number();
                    entries[at + 1] = parts.get(1).number();
                } else {
                    entries[at] = number.number();
                }
                at += 2;
            }
        }
        return Matrix.of(Integer.numberOfTrailingZeros(d), entries);
    }
}

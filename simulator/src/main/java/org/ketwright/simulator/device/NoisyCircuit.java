package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.NoiseStrength;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.Strength;

/**
 * A circuit with the noise of a model, and how the numbers of the model enter it. One number of the model, such as a ZZ
 * rate, is a strength of many channels: its derivative is the sum of theirs.
 *
 * <p>
 * The numbers of a model are: "zz A,B rate" in hertz; "GATE QUBITS p" of depolarizing, which is not tied to the
 * calibrated error; "qubit Q t1", "qubit Q t2" in seconds and "qubit Q excited"; "readout QUBITS P(o|i)"; "GATE QUBITS
 * part K NAME" of channels made by hand; and "time", a factor on the durations of all relaxation and ZZ, which is 1.
 */
public final class NoisyCircuit {
    private static final String TIME = "time";

    private final Circuit circuit;
    private final List<Strength> strengths = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    /** A strength of a channel, the number of the model it follows, and its slope. */
    private record Link(int number, double slope) {
    }

    NoisyCircuit(Circuit circuit, IdentityHashMap<Channel, String> labels) {
        this.circuit = circuit;
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (NoiseStrength s : circuit.noiseStrengths()) {
            String own = s.describe().name();
            boolean isTime = own.equals("duration");
            String name = isTime ? TIME : labels.get(s.channel()) + " " + own;
            Integer number = numbers.get(name);
            if (number == null) {
                number = strengths.size();
                numbers.put(name, number);
                strengths.add(new Strength(name, isTime ? 1 : s.describe().value()));
            }
            links.add(new Link(number, isTime ? s.describe().value() : 1));
        }
    }

    /**
     * The circuit.
     *
     * @return operations and channels
     */
    public Circuit circuit() {
        return circuit;
    }

    /**
     * The numbers of the model that this circuit depends on.
     *
     * @return names and values
     */
    public List<Strength> strengths() {
        return List.copyOf(strengths);
    }

    /**
     * Derivatives with respect to the numbers of the model, by the chain rule.
     *
     * @param byStrength derivatives with respect to {@link Circuit#noiseStrengths()} of the circuit
     * @return one for each of {@link #strengths()}
     * @throws IllegalArgumentException if there are not as many as the circuit has strengths
     */
    public double[] pull(double[] byStrength) {
        requireSize(byStrength);
        double[] out = new double[strengths.size()];
        for (int i = 0; i < byStrength.length; i++) {
            out[links.get(i).number] += links.get(i).slope * byStrength[i];
        }
        return out;
    }

    /**
     * Standard errors of derivatives with respect to the numbers of the model, where those with respect to strengths
     * were estimated independently of each other.
     *
     * @param byStrength standard errors of the derivatives with respect to {@link Circuit#noiseStrengths()}
     * @return one for each of {@link #strengths()}
     * @throws IllegalArgumentException if there are not as many as the circuit has strengths
     */
    public double[] pullErrors(double[] byStrength) {
        requireSize(byStrength);
        double[] out = new double[strengths.size()];
        for (int i = 0; i < byStrength.length; i++) {
            int number = links.get(i).number;
            // No 0 times infinity: a duration of 0 has no slope, and a single draw no finite error.
            double error = links.get(i).slope == 0 ? 0 : links.get(i).slope * byStrength[i];
            out[number] = Math.hypot(out[number], error);
        }
        return out;
    }

    private void requireSize(double[] byStrength) {
        if (byStrength.length != links.size()) {
            throw new IllegalArgumentException("the noise of the circuit has " + links.size()
                    + " strengths but was given " + byStrength.length + " derivatives");
        }
    }
}

package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Derivatives from expectation values of other circuits alone: slow, and independent of the adjoint method that it
 * checks. Every angle of every gate is shifted on its own by the {@link ShiftRule} of its generator, and for every
 * strength its noise is replaced by the two channels of a {@link org.ketwright.simulator.channel.ChannelShift}. Both
 * rules hold for whatever is linear in the state: through noise, and on average for expectation values that are drawn.
 */
public final class ParameterShift {
    private final Source source;
    private final Provenance provenance;

    /** Where expectation values come from. */
    @FunctionalInterface
    interface Source {
        /**
         * Expectation values of a circuit without parameters.
         *
         * @param evaluation number of the call within one derivative, so that random draws can differ
         */
        Averages averages(Circuit circuit, Features features, List<Observable> observables, int evaluation);
    }

    /**
     * Expectation values and how sure they are, {@code [k * B + sample]}.
     *
     * @param means the values
     * @param variances of the values, each independent of those of other evaluations
     */
    record Averages(double[] means, double[] variances) {
    }

    /**
     * Differentiates what a simulator computes.
     *
     * @param simulator gives the expectation values
     */
    public ParameterShift(Simulator simulator) {
        this((circuit, features, observables, evaluation) -> {
            double[] means = simulator.expectations(circuit, new double[0], features, observables);
            return new Averages(means, new double[means.length]);
        }, simulator.provenance());
    }

    ParameterShift(Source source, Provenance provenance) {
        this.source = source;
        this.provenance = provenance;
    }

    /**
     * All derivatives of all outputs with respect to parameters and features.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @return outputs and derivatives
     * @throws IllegalArgumentException if sizes do not fit or a number is not finite
     */
    public Jacobian jacobian(Circuit circuit, double[] parameters, Features features, List<Observable> observables) {
        return jacobian(circuit, parameters, features, observables, EnumSet.of(Wrt.PARAMETERS, Wrt.FEATURES));
    }

    /**
     * All derivatives of all outputs.
     *
     * @param circuit the circuit
     * @param parameters values of the parameters
     * @param features the batch of B samples
     * @param observables K observables
     * @param wanted what to differentiate with respect to; not {@link Wrt#START}
     * @return outputs and derivatives; those not asked for are empty
     * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or a derivative with respect to a
     *         strength is infinite
     */
    public Jacobian jacobian(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            Set<Wrt> wanted) {
        return estimate(circuit, parameters, features, observables, wanted).mean();
    }

    GradientEstimate estimate(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            Set<Wrt> wanted) {
        Requirements.startGradient(wanted, null);
        Shifts shifts = shifts(circuit, parameters, features, observables, wanted);
        int batch = features.samples();
        List<Jacobian> means = new ArrayList<>();
        List<Jacobian> errors = new ArrayList<>();
        for (int k = 0; k < observables.size(); k++) {
            GradientSum sum = new GradientSum(shifts.driven, parameters, features, wanted);
            sum.add(0, batch, shifts.angles.means[k]);
            means.add(new Jacobian(new double[0], sum.byParameter(), sum.byFeature(),
                    overSamples(shifts.strengths.means[k], batch), provenance));
            VarianceSum variances = new VarianceSum(parameters, features);
            variances.add(IntStream.of(sum.slots()).mapToObj(shifts.driven::get).toList(), shifts.angles.variances[k]);
            errors.add(new Jacobian(new double[0],
                    wanted.contains(Wrt.PARAMETERS) ? variances.parameterErrors() : new double[0],
                    wanted.contains(Wrt.FEATURES) ? variances.featureErrors() : new double[0],
                    roots(overSamples(shifts.strengths.variances[k], batch)), provenance));
        }
        return new GradientEstimate(joined(shifts.values.means, means),
                joined(roots(shifts.values.variances), errors));
    }

    private Jacobian joined(double[] values, List<Jacobian> rows) {
        return new Jacobian(values, rows.stream().flatMapToDouble(r -> DoubleStream.of(r.byParameter())).toArray(),
                rows.stream().flatMapToDouble(r -> DoubleStream.of(r.byFeature())).toArray(),
                rows.stream().flatMapToDouble(r -> DoubleStream.of(r.byStrength())).toArray(), provenance);
    }

    private static double[] overSamples(double[] values, int batch) {
        double[] sums = new double[values.length / batch];
        for (int i = 0; i < values.length; i++) {
            sums[i / batch] += values[i];
        }
        return sums;
    }

    private static double[] roots(double[] variances) {
        return DoubleStream.of(variances).map(Math::sqrt).toArray();
    }

    Pullback pullback(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            double[] cotangent, Set<Wrt> wanted) {
        Shifts shifts = shifts(circuit, parameters, features, observables, wanted);
        int batch = features.samples();
        GradientSum sum = new GradientSum(shifts.driven, parameters, features, wanted);
        sum.add(0, batch, weighted(shifts.angles.means, cotangent, batch));
        return new Pullback(shifts.values.means, sum.byParameter(), sum.byFeature(), new double[0],
                overSamples(weighted(shifts.strengths.means, cotangent, batch), batch), provenance);
    }

    /** The sum over outputs of their derivatives by place and sample, each times its weight. */
    private static double[] weighted(double[][] byOutput, double[] cotangent, int batch) {
        double[] out = new double[byOutput[0].length];
        for (int k = 0; k < byOutput.length; k++) {
            for (int i = 0; i < out.length; i++) {
                out[i] += cotangent[k * batch + i % batch] * byOutput[k][i];
            }
        }
        return out;
    }

    /**
     * What the shifts gave.
     *
     * @param values the outputs
     * @param driven all angles
     * @param angles derivatives with respect to those angles that the wanted gradient needs
     * @param strengths derivatives with respect to strengths
     */
    private record Shifts(Averages values, List<Angle> driven, Slopes angles, Slopes strengths) {
    }

    private Shifts shifts(Circuit circuit, double[] parameters, Features features, List<Observable> observables,
            Set<Wrt> wanted) {
        Requirements.inputs(circuit, parameters, features);
        Requirements.observables(circuit, observables);
        ShiftedCircuit shifted = ShiftedCircuit.of(circuit, parameters);
        int batch = features.samples();
        int outputs = observables.size();
        Averages values = source.averages(shifted.bound(), features, observables, 0);
        int[] needed = new GradientSum(shifted.driven(), parameters, features, wanted).slots();
        Slopes angles = new Slopes(outputs, needed.length, batch);
        // Evaluations are numbered whether or not they are needed: what is drawn for one place depends on no other.
        int evaluation = 1;
        int place = 0;
        for (int p = 0; p < shifted.places().size(); p++) {
            ShiftedCircuit.Place at = shifted.places().get(p);
            boolean isNeeded = place < needed.length && needed[place] == p;
            for (ShiftRule.Term t : at.rule().terms()) {
                if (isNeeded) {
                    angles.add(place, t.coefficient(),
                            source.averages(shifted.at(at, t.shift()), features, observables, evaluation),
                            source.averages(shifted.at(at, -t.shift()), features, observables, evaluation + 1));
                }
                evaluation += 2;
            }
            place += isNeeded ? 1 : 0;
        }
        boolean isToNoise = wanted.contains(Wrt.STRENGTHS);
        Slopes strengths = new Slopes(outputs, isToNoise ? circuit.noiseStrengths().size() : 0, batch);
        if (isToNoise) {
            ShiftedNoise noise = ShiftedNoise.of(shifted.bound());
            for (ShiftedNoise.Place at : noise.places()) {
                strengths.add(at.strength(), at.weight(),
                        source.averages(noise.with(at, at.up()), features, observables, evaluation++),
                        source.averages(noise.with(at, at.down()), features, observables, evaluation++));
            }
        }
        return new Shifts(values, shifted.driven(), angles, strengths);
    }

    /** Derivatives of each output by place and sample, {@code [place * B + sample]}, and their variances. */
    private static final class Slopes {
        private final double[][] means;
        private final double[][] variances;
        private final int batch;

        Slopes(int outputs, int places, int batch) {
            means = new double[outputs][places * batch];
            variances = new double[outputs][places * batch];
            this.batch = batch;
        }

        void add(int place, double weight, Averages up, Averages down) {
            for (int i = 0; i < up.means.length; i++) {
                int at = place * batch + i % batch;
                means[i / batch][at] += weight * (up.means[i] - down.means[i]);
                variances[i / batch][at] += weight * weight * (up.variances[i] + down.variances[i]);
            }
        }
    }
}

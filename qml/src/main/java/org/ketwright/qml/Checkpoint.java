package org.ketwright.qml;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.ketwright.simulator.StateVectorSimulator;

/**
 * A model as it is saved: which kind, its sizes, its parameters, exactly. {@link CheckpointFile} writes and reads it.
 *
 * @param kind
 *            what kind of model it is
 * @param sizes
 *            its sizes by name
 * @param parameters
 *            its parameters by name
 */
public record Checkpoint(Kind kind, SequencedMap<String, Integer> sizes, SequencedMap<String, Values> parameters) {

    /** The kinds of models. */
    public enum Kind {
        /** A {@link ReuploadClassifier}. */
        REUPLOAD("re-upload", List.of("qubits", "layers", "pixels", "classes")),
        /** An {@link AmplitudeClassifier}. */
        AMPLITUDE("amplitude", List.of("qubits", "layers", "classes")),
        /** A {@link FourierNet}. */
        FOURIER("fourier", List.of("pixels", "frequencies", "classes")),
        /** A {@link ConvNet}. */
        CONVOLUTIONAL("convolutional", List.of("side", "filters", "window", "classes"));

        private final String label;
        private final List<String> sizes;

        Kind(String label, List<String> sizes) {
            this.label = label;
            this.sizes = sizes;
        }

        /**
         * How files name it.
         *
         * @return for instance "re-upload"
         */
        public String label() {
            return label;
        }

        /**
         * Which sizes a model of this kind has.
         *
         * @return their names
         */
        public List<String> sizes() {
            return sizes;
        }
    }

    /**
     * Numbers with a shape.
     *
     * @param shape
     *            extents of the axes
     * @param numbers
     *            row-major
     */
    public record Values(List<Integer> shape, double... numbers) {
        /** Checks that the count fits. */
        public Values {
            shape = List.copyOf(shape);
            long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            if (count != numbers.length) {
                throw new IllegalArgumentException("parameters of shape " + shape + " are " + count
                        + " numbers but were given " + numbers.length);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values v && v.shape.equals(shape) && Arrays.equals(v.numbers, numbers);
        }

        @Override
        public int hashCode() {
            return 31 * shape.hashCode() + Arrays.hashCode(numbers);
        }
    }

    /** Checks the names of the sizes, and keeps copies of the maps. */
    public Checkpoint {
        if (!List.copyOf(sizes.sequencedKeySet()).equals(kind.sizes)) {
            throw new IllegalArgumentException("a " + kind.label + " model has the sizes " + kind.sizes
                    + " but was given " + sizes.keySet());
        }
        sizes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sizes));
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    /**
     * What there is to save of a model.
     *
     * @param model
     *            the model
     * @return its checkpoint
     */
    public static Checkpoint of(Model<?> model) {
        SequencedMap<String, Values> parameters = new LinkedHashMap<>();
        return switch (model) {
            case ReuploadClassifier m -> {
                ReuploadClassifier.Shape s = m.shape();
                parameters.put("weights", new Values(List.of(s.layers(), s.qubits(), 3), m.weights()));
                parameters.put("biases", new Values(List.of(s.layers(), s.qubits(), 3), m.biases()));
                yield of(Kind.REUPLOAD, parameters, s.qubits(), s.layers(), s.pixels(), s.classes());
            }
            case AmplitudeClassifier m -> {
                AmplitudeClassifier.Shape s = m.shape();
                parameters.put("angles", new Values(List.of(s.layers(), s.qubits(), 3), m.parameters()));
                yield of(Kind.AMPLITUDE, parameters, s.qubits(), s.layers(), s.classes());
            }
            case FourierNet m -> {
                FourierNet.Shape s = m.shape();
                parameters.put("frequencies", new Values(List.of(s.frequencies(), s.pixels()),
                        Columns.widen(m.frequencies().data())));
                parameters.put("amplitudes", new Values(List.of(s.classes(), 2 * s.frequencies()),
                        Columns.widen(m.amplitudes().data())));
                yield of(Kind.FOURIER, parameters, s.pixels(), s.frequencies(), s.classes());
            }
            case ConvNet m -> {
                ConvNet.Shape s = m.shape();
                m.network().parameters().forEach((name, tensor) -> parameters.put(name,
                        new Values(Arrays.stream(tensor.shape()).boxed().toList(), Columns.widen(tensor.data()))));
                yield of(Kind.CONVOLUTIONAL, parameters, s.side(), s.filters(), s.window(), s.classes());
            }
        };
    }

    private static Checkpoint of(Kind kind, SequencedMap<String, Values> parameters, int... sizes) {
        SequencedMap<String, Integer> named = new LinkedHashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            named.put(kind.sizes.get(i), sizes[i]);
        }
        return new Checkpoint(kind, named, parameters);
    }

    /**
     * The model that was saved.
     *
     * @param type
     *            the class that it must have
     * @param simulator
     *            what runs it if it is a quantum classifier
     * @param <M>
     *            its type
     * @return the model
     * @throws IllegalArgumentException
     *             if it is of another kind, or its sizes and parameters do not fit each other
     */
    public <M extends Model<M>> M model(Class<M> type, StateVectorSimulator simulator) {
        Model<?> model = model(simulator);
        if (!type.isInstance(model)) {
            throw new IllegalArgumentException("a " + type.getSimpleName()
                    + " was asked for but the checkpoint is of the kind '" + kind.label + "'");
        }
        return type.cast(model);
    }

    /**
     * The model that was saved, of whatever kind.
     *
     * @param simulator
     *            what runs it if it is a quantum classifier
     * @return the model
     * @throws IllegalArgumentException
     *             if its sizes and parameters do not fit each other
     */
    public Model<?> model(StateVectorSimulator simulator) {
        List<Integer> s = List.copyOf(sizes.sequencedValues());
        return switch (kind) {
            case REUPLOAD -> {
                List<double[]> p = numbers("weights", "biases");
                yield ReuploadClassifier.of(simulator,
                        new ReuploadClassifier.Shape(s.get(0), s.get(1), s.get(2), s.get(3)), p.get(0), p.get(1));
            }
            case AMPLITUDE -> AmplitudeClassifier.of(simulator,
                    new AmplitudeClassifier.Shape(s.get(0), s.get(1), s.get(2)), numbers("angles").get(0));
            case FOURIER -> {
                List<double[]> p = numbers("frequencies", "amplitudes");
                yield FourierNet.of(new FourierNet.Shape(s.get(0), s.get(1), s.get(2)), singles(p.get(0)),
                        singles(p.get(1)));
            }
            case CONVOLUTIONAL -> {
                ConvNet.Shape shape = new ConvNet.Shape(s.get(0), s.get(1), s.get(2), s.get(3));
                List<String> names = List.copyOf(shape.architecture().parameters().sequencedKeySet());
                List<double[]> p = numbers(names.toArray(String[]::new));
                yield ConvNet.of(shape, singles(p.toArray(double[][]::new)));
            }
        };
    }

    private List<double[]> numbers(String... names) {
        if (!List.copyOf(parameters.sequencedKeySet()).equals(List.of(names))) {
            throw new IllegalArgumentException("a " + kind.label + " model has the parameters " + List.of(names)
                    + " but the checkpoint holds " + parameters.keySet());
        }
        return parameters.sequencedValues().stream().map(Values::numbers).toList();
    }

    /** All numbers in single precision, which they must have. */
    private float[] singles(double[]... rows) {
        float[] out = new float[Arrays.stream(rows).mapToInt(row -> row.length).sum()];
        int at = 0;
        for (double[] row : rows) {
            for (double value : row) {
                out[at] = (float) value;
                if (out[at++] != value || !Double.isFinite(value)) {
                    throw new IllegalArgumentException("a " + kind.label
                            + " model has finite parameters in single precision but one is " + value);
                }
            }
        }
        return out;
    }
}

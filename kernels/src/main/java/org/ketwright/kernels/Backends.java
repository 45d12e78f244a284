package org.ketwright.kernels;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The backends on the class path. A backend is chosen by name and never exchanged for another behind the caller's
 * back: asking for one that cannot run is an error that says why.
 */
public final class Backends {
    private static final List<Backend> FOUND = ServiceLoader.load(Backend.class, Backends.class.getClassLoader())
            .stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Backend::name))
            .toList();

    private Backends() {
    }

    /**
     * Every backend found, also those that cannot run here.
     *
     * @return the backends, in alphabetical order
     */
    public static List<Backend> all() {
        return FOUND;
    }

    /**
     * The backend of a name.
     *
     * @param name "scalar", "cpu" or another backend on the class path
     * @return the backend, which runs here
     * @throws IllegalArgumentException if no backend has that name; the message lists those known
     * @throws BackendMissingException if it cannot run here; the message gives the reason
     */
    public static Backend named(String name) {
        return choose(FOUND, name);
    }

    static Backend choose(List<Backend> among, String name) {
        return choose(among, name, false);
    }

    private static Backend choose(List<Backend> among, String name, boolean mayBeMissing) {
        for (Backend backend : among) {
            if (backend.name().equals(name)) {
                if (!mayBeMissing && backend.availability() instanceof Availability.Missing missing) {
                    throw new BackendMissingException("backend '" + name + "' cannot run here: " + missing.reason()
                            + "; here run " + describe(among.stream()
                                    .filter(other -> other.availability() instanceof Availability.Ready).toList()));
                }
                return backend;
            }
        }
        throw new IllegalArgumentException(
                "there is no backend '" + name + "'; known are " + describe(among));
    }

    /**
     * The backend that is fastest for work of a size: the card if there is one and the work is above the crossover that
     * is measured on first use, and else the processor.
     *
     * @param bits index bits of the states
     * @param samples how many states there are at a time
     * @return the backend, and why
     */
    public static BackendChoice fastest(int bits, int samples) {
        return fastest(named("cpu"), choose(FOUND, "cuda", true), bits, samples, Measured::crossover);
    }

    /** Measured once, if it is needed. */
    private static final class Measured {
        private static final Crossover CROSSOVER = Crossover.measure(named("cpu"), named("cuda"));

        static Crossover crossover() {
            return CROSSOVER;
        }
    }

    static BackendChoice fastest(Backend processor, Backend card, int bits, int samples,
            Supplier<Crossover> measured) {
        if (card.availability() instanceof Availability.Missing missing) {
            return new BackendChoice(processor, card.name() + " is missing: " + missing.reason());
        }
        Crossover crossover = measured.get();
        return new BackendChoice(crossover.prefersCard(bits, samples) ? card : processor,
                crossover.words(bits, samples));
    }

    private static String describe(List<Backend> among) {
        return among.stream()
                .map(backend -> switch (backend.availability()) {
                    case Availability.Ready ready -> backend.name() + " (" + ready.device() + ")";
                    case Availability.Missing missing -> backend.name() + " (missing: " + missing.reason() + ")";
                })
                .collect(Collectors.joining(", "));
    }
}

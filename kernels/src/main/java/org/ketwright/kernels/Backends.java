package org.ketwright.kernels;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
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
        for (Backend backend : among) {
            if (backend.name().equals(name)) {
                if (backend.availability() instanceof Availability.Missing missing) {
                    throw new BackendMissingException("backend '" + name + "' cannot run here: " + missing.reason()
                            + "; known are " + describe(among));
                }
                return backend;
            }
        }
        throw new IllegalArgumentException(
                "there is no backend '" + name + "'; known are " + describe(among));
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

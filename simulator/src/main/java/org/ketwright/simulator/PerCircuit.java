package org.ketwright.simulator;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something worked out for each circuit object that is alive, made once. Circuits are told apart by identity, not by
 * content.
 *
 * @param <T> what is made; it must not hold the circuit
 */
final class PerCircuit<T> {
    private final ConcurrentHashMap<Key, T> made = new ConcurrentHashMap<>();
    private final ReferenceQueue<Circuit> gone = new ReferenceQueue<>();
    private final Function<Circuit, T> make;

    PerCircuit(Function<Circuit, T> make) {
        this.make = make;
    }

    T of(Circuit circuit) {
        for (Object key = gone.poll(); key != null; key = gone.poll()) {
            made.remove(key);
        }
        return made.computeIfAbsent(new Key(circuit, gone), k -> make.apply(circuit));
    }

    private static final class Key extends WeakReference<Circuit> {
        private final int hash;

        Key(Circuit circuit, ReferenceQueue<Circuit> gone) {
            super(circuit, gone);
            hash = System.identityHashCode(circuit);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Circuit mine = get();
            return mine != null && other instanceof Key key && key.refersTo(mine);
        }
    }
}

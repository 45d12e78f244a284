package org.ketwright.simulator;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lowering of each circuit object that is alive, made once. Circuits are told apart by identity, not by content. */
final class Lowerings {
    private static final ConcurrentHashMap<Key, Lowering> MADE = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Circuit> GONE = new ReferenceQueue<>();

    private Lowerings() {
    }

    static Lowering of(Circuit circuit) {
        for (Object key = GONE.poll(); key != null; key = GONE.poll()) {
            MADE.remove(key);
        }
        return MADE.computeIfAbsent(new Key(circuit), k -> Lowering.of(circuit.qubits(), circuit.operations()));
    }

    private static final class Key extends WeakReference<Circuit> {
        private final int hash;

        Key(Circuit circuit) {
            super(circuit, GONE);
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

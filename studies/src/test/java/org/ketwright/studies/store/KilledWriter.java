package org.ketwright.studies.store;

import java.nio.file.Path;
import java.util.Optional;

/** Finishes cells one after another and says so after each, until it is killed. */
final class KilledWriter {

    private KilledWriter() {
    }

    /**
     * Works on a store.
     *
     * @param arguments file of the store, and number of cells
     */
    public static void main(String... arguments) {
        try (CellStore store = CellStore.open(StoreLocation.of(Path.of(arguments[0])))) {
            store.adopt(StoreContract.IDENTITY, StoreContract.cells(Integer.parseInt(arguments[1])));
            for (Optional<String> id = store.claim(); id.isPresent(); id = store.claim()) {
                boolean isNew = store.finish(StoreContract.result(id.get()));
                System.out.println((isNew ? "kept " : "doubled ") + id.get());
            }
        }
        System.out.println("finished");
    }
}

package org.ketwright.studies.store;

import java.util.List;
import org.ketwright.studies.Digests;

/**
 * The result of a cell as it is kept.
 *
 * @param id content address of the cell
 * @param value canonical JSON of the result
 * @param seconds time it took to compute
 * @param code version and commit of the code that computed it
 */
public record StoredResult(String id, String value, double seconds, String code) {

    /** Digest of everything in the row, kept in the row. */
    String checksum() {
        return Digests.sha256(String.join("\n", List.of(id, value, Double.toString(seconds), code)));
    }
}

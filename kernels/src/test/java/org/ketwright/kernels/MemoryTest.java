package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryTest {

    /** Asking costs more than a small circuit does. */
    @Test
    void onlyMuchMemoryIsAskedFor() {
        AtomicInteger asked = new AtomicInteger();
        Memory.require(20, n -> 16.0 * (1 << n), asked::incrementAndGet, "memory");
        assertEquals(0, asked.get());
        String message = String.valueOf(assertThrows(InsufficientMemoryException.class,
                () -> Memory.require(21, n -> 16.0 * (1 << n), () -> asked.incrementAndGet() * 1e7, "memory"))
                .getMessage());
        assertEquals(1, asked.get());
        assertEquals("21 bits need", message.substring(0, 12));
        Memory.require(21, n -> 16.0 * (1 << n), () -> 1e8, "memory");
    }
}

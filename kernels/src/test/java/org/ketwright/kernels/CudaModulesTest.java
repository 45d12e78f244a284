package org.ketwright.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CudaModulesTest {
    private static final Map<String, String> FILES = Map.of("kernels.txt",
            "small_z small\none_z one\none_c one\nlost_z lost\n",
            "small.ptx", "small", "one.ptx", "one");

    /** Notes what it is asked for, and refuses the first modules. */
    private static final class Driver implements CudaModules.Driver {
        private final Map<String, Integer> loaded = new ConcurrentHashMap<>();
        /** By identity, as modules without an address are equal. */
        private final Map<CUmodule, String> names = Collections.synchronizedMap(new IdentityHashMap<>());
        private final Set<String> found = ConcurrentHashMap.newKeySet();
        private final AtomicInteger refusals;

        Driver(int refusals) {
            this.refusals = new AtomicInteger(refusals);
        }

        @Override
        public CUmodule load(String name, byte[] text) {
            assertEquals(name + "\0", new String(text, StandardCharsets.UTF_8));
            if (refusals.getAndDecrement() > 0) {
                throw new CudaException("refused");
            }
            try {
                // Long enough for others to ask meanwhile.
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            loaded.merge(name, 1, Integer::sum);
            CUmodule module = new CUmodule();
            names.put(module, name);
            return module;
        }

        @Override
        public CUfunction find(CUmodule module, String kernel) {
            found.add(names.get(module) + "." + kernel);
            return new CUfunction();
        }

        @Override
        public void unload(CUmodule module) {
            assertNotNull(names.remove(module));
        }
    }

    private static CudaModules modules(Driver driver) {
        CudaKernels kernels = CudaKernels.in(CudaModulesTest::open);
        assertNotNull(kernels);
        return new CudaModules(kernels, driver);
    }

    private static @Nullable ByteArrayInputStream open(String name) {
        String text = FILES.get(name);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsAskedForIsLoadedAndNoMore() {
        Driver driver = new Driver(0);
        CudaModules modules = modules(driver);
        assertEquals(Map.of(), driver.loaded);
        modules.probe();
        assertEquals(Map.of("small", 1), driver.loaded);
        CUfunction one = modules.function("one_c");
        modules.function("one_z");
        assertSame(one, modules.function("one_c"));
        assertEquals(Map.of("small", 1, "one", 1), driver.loaded);
        assertEquals(Set.of("one.one_c", "one.one_z"), driver.found);
        modules.unload();
        assertEquals(Map.of(), driver.names);
    }

    @Test
    void threadsThatAskAtOnceShareWhatIsLoaded() throws Exception {
        Driver driver = new Driver(0);
        CudaModules modules = modules(driver);
        int threads = 12;
        CyclicBarrier barrier = new CyclicBarrier(threads);
        List<Callable<CUfunction>> calls = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String kernel = List.of("one_z", "one_c", "small_z").get(i % 3);
            calls.add(() -> {
                barrier.await();
                return modules.function(kernel);
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<CUfunction> result : pool.invokeAll(calls)) {
                assertNotNull(result.get());
            }
        }
        assertEquals(Map.of("small", 1, "one", 1), driver.loaded);
    }

    @Test
    void whatFailedIsTriedAnew() {
        Driver driver = new Driver(2);
        CudaModules modules = modules(driver);
        assertThrows(CudaException.class, () -> modules.function("one_z"));
        assertThrows(CudaException.class, modules::probe);
        assertNotNull(modules.function("one_z"));
        assertEquals(Map.of("one", 1), driver.loaded);
    }

    @Test
    void whatThisBuildLacksIsNamed() {
        CudaModules modules = modules(new Driver(0));
        assertTrue(String.valueOf(assertThrows(CudaException.class, () -> modules.function("lost_z")).getMessage())
                .startsWith("this build has no module 'lost' of kernels for cards; build again"));
        assertTrue(String.valueOf(assertThrows(CudaException.class, () -> modules.function("none")).getMessage())
                .startsWith("this build has no kernel 'none' for cards; build again"));
    }

    @Test
    void aBuildWithoutAnIndexHasNoKernels() {
        assertNull(CudaKernels.in(name -> null));
        assertNull(CudaKernels.in(name -> new ByteArrayInputStream(new byte[0])));
    }
}

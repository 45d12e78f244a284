package org.ketwright.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Canonical JSON, and cells that are known by it. */
class JsonTest {

    record Parameters(String name, double[] values, int count) {
    }

    @Test
    void keysAreSorted() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", Map.of("z", true));
        assertEquals("{\"a\":{\"z\":true},\"b\":1}", Json.canonical(Json.tree(map)));
    }

    @Test
    void numbersReadBackTheSame() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = Json.canonical(Json.tree(new double[] {value}));
                assertEquals(value, Json.parse(text).get(0).doubleValue(), text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatJsonLacksAreRefused(double value) {
        Parameters parameters = new Parameters("x", new double[] {1, value}, 2);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> Json.canonical(Json.tree(parameters)));
        assertTrue(String.valueOf(e.getMessage()).contains("/values/1"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{'a':1}", "[1,]"})
    void otherTextIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.parse(text));
    }

    @Test
    void cellsAreEqualByTheirParameters() {
        Cell cell = Cell.of("train", new Parameters("x", new double[] {0.5}, 1));
        assertEquals(cell, new Cell("train", " {\"count\":1, \"values\":[0.5],\"name\":\"x\"} "));
        assertNotEquals(cell, Cell.of("test", new Parameters("x", new double[] {0.5}, 1)));
        assertEquals("x", cell.as(Parameters.class).name());
        assertEquals(1, cell.json().get("count").intValue());
        assertThrows(IllegalArgumentException.class, () -> Cell.of("train", 3));
        assertThrows(IllegalArgumentException.class, () -> new Cell(" ", "{}"));
    }
}

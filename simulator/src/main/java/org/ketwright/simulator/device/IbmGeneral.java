package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The section "general" of IBM's properties: exchange couplings {@code jq_ij} and ZZ interactions {@code zz_ij} of
 * coupled pairs. The numbers of the two qubits are written without a separator, so that {@code zz_112} may be 1 and 12
 * or 11 and 2: the coupling map decides.
 */
final class IbmGeneral {
    private static final Pattern KEY = Pattern.compile("(jq|zz)_([0-9]{1,8})(?:_([0-9]{1,8}))?");

    private final Field properties;
    private final Set<List<Integer>> coupled;
    private final int width;
    private final List<Finding> notes;
    private final Map<List<Integer>, Double> exchange = new LinkedHashMap<>();
    private final Map<List<Integer>, Double> zz = new LinkedHashMap<>();
    private int resolved;
    private @Nullable String example;

    IbmGeneral(Field properties, Set<List<Integer>> coupled, int width, List<Finding> notes) {
        this.properties = properties;
        this.coupled = coupled;
        this.width = width;
        this.notes = notes;
    }

    List<PairCalibration> pairs() throws DeviceFormatException {
        Field general = properties.find("general");
        List<Field> values = general == null ? List.of() : general.elements();
        if (values.isEmpty()) {
            note(Finding.Kind.MISSING, "general", "is " + (general == null ? "missing" : "empty")
                    + ": no couplings and no ZZ interactions are known");
        }
        for (Field value : values) {
            read(value);
        }
        if (example != null) {
            note(Finding.Kind.USED, "general", resolved + " keys such as " + example
                    + " fit several pairs of qubits; the coupling map decides");
        }
        List<PairCalibration> pairs = new ArrayList<>();
        for (List<Integer> pair : coupled) {
            if (exchange.containsKey(pair) || zz.containsKey(pair)) {
                pairs.add(new PairCalibration(pair.get(0), pair.get(1), exchange.get(pair), zz.get(pair)));
            }
        }
        return pairs;
    }

    private void read(Field value) throws DeviceFormatException {
        String key = value.get("name").text();
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            note(Finding.Kind.DROPPED, "general", key + " is not known");
            return;
        }
        List<List<Integer>> candidates = matcher.group(3) == null
                ? splits(matcher.group(2))
                : inRange(List.of(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
        List<List<Integer>> fitting = candidates.stream().filter(coupled::contains).toList();
        if (fitting.size() != 1) {
            note(Finding.Kind.DROPPED, "general", key + (fitting.isEmpty()
                    ? " names no coupled pair"
                    : " fits the coupled pairs " + fitting));
            return;
        }
        if (candidates.size() > 1) {
            resolved++;
            example = example == null ? key : example;
        }
        List<Integer> pair = fitting.getFirst();
        Field unit = value.find("unit");
        double hertz = Units.hertz(value.get("value"), unit == null ? "" : unit.text());
        Map<List<Integer>, Double> into = matcher.group(1).equals("jq") ? exchange : zz;
        Double before = into.putIfAbsent(pair, hertz);
        if (before != null && before != hertz) {
            note(Finding.Kind.DROPPED, "general", key + " repeats the pair " + pair + " with another value");
        }
    }

    /** The ways to read digits as two qubits of the device, the lower first. */
    private List<List<Integer>> splits(String digits) {
        List<List<Integer>> all = new ArrayList<>();
        for (int i = 1; i < digits.length(); i++) {
            String first = digits.substring(0, i);
            String second = digits.substring(i);
            if (isNumber(first) && isNumber(second)) {
                inRange(List.of(Integer.parseInt(first), Integer.parseInt(second))).stream()
                        .filter(p -> !all.contains(p)).forEach(all::add);
            }
        }
        return all;
    }

    private List<List<Integer>> inRange(List<Integer> pair) {
        int a = Math.min(pair.get(0), pair.get(1));
        int b = Math.max(pair.get(0), pair.get(1));
        return a == b || b >= width ? List.of() : List.of(List.of(a, b));
    }

    private static boolean isNumber(String digits) {
        return digits.length() == 1 || digits.charAt(0) != '0';
    }

    private void note(Finding.Kind kind, String where, String what) {
        notes.add(new Finding(kind, where, what));
    }
}

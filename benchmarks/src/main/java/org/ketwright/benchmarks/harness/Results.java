package org.ketwright.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that one run has measured. */
public final class Results {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Machine machine;
    private final Map<Integer, Map<Ceiling, Double>> ceilings = new TreeMap<>();
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    /**
     * Nothing yet.
     *
     * @param machine where it is measured
     */
    public Results(Machine machine) {
        this.machine = machine;
    }

    /**
     * The ceilings of a number of threads, to be filled.
     *
     * @param threads how many
     * @return bytes or operations per second
     */
    public Map<Ceiling, Double> ceilings(int threads) {
        return ceilings.computeIfAbsent(threads, t -> new EnumMap<>(Ceiling.class));
    }

    /**
     * Adds a measurement.
     *
     * @param measurement what was measured
     */
    public void add(Measurement measurement) {
        measurements.add(measurement);
    }

    /**
     * Adds a benchmark that ended without a time.
     *
     * @param what its name and setting
     */
    public void addFailure(String what) {
        failed.add(what);
    }

    /**
     * Benchmarks that ended without a time.
     *
     * @return names and settings
     */
    public List<String> failed() {
        return List.copyOf(failed);
    }

    /**
     * Counts measurements.
     *
     * @param verdict how they stand to their goals
     * @return how many
     */
    public long count(Verdict verdict) {
        return measurements.stream().filter(m -> m.verdict(ceilings(m.setting().threads())) == verdict).count();
    }

    /**
     * Writes everything as JSON.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("ceilings", ceilings.entrySet().stream().map(e -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("threads", e.getKey());
            e.getValue().forEach((ceiling, rate) -> one.put(ceiling.label(), rate));
            return one;
        }).toList());
        all.put("measurements", measurements.stream().map(this::json).toList());
        all.put("failed", failed);
        Files.writeString(file, MAPPER.writeValueAsString(all) + "\n");
    }

    private Map<String, Object> json(Measurement m) {
        Map<Ceiling, Double> rates = ceilings(m.setting().threads());
        Map<String, Double> ratios = new LinkedHashMap<>();
        m.work().yardsticks().forEach(y -> ratios.put(y.ceiling().label(), m.ratio(y, rates)));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("benchmark", m.subject().name());
        one.put("params", m.setting().values());
        one.put("threads", m.setting().threads());
        one.put("cold", m.subject().kind() == Subject.Kind.COLD);
        one.put("unit", m.work().unit());
        one.put("itemsPerCall", m.work().items());
        one.put("itemsPerSecond", m.rate());
        one.put("seconds", m.seconds());
        one.put("bestSeconds", m.best());
        one.put("medianSeconds", m.median());
        one.put("ratios", ratios);
        m.goal().ifPresent(g -> one.put("goal", g));
        one.put("verdict", m.verdict(rates).label());
        return one;
    }
}

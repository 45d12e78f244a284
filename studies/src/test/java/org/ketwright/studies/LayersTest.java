package org.ketwright.studies;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ketwright.kernels.fixture.Forbidden;

/** Who may see whom. A failure names the edge: turn the dependency round, or move the code to the module it serves. */
class LayersTest {

    /** A module, the modules below it that it may see, and the libraries. */
    enum Module {
        KERNELS(Set.of(), "jcuda"),
        SIMULATOR(Set.of("kernels"), "org.ejml", "org.apache.commons.math3", "tools.jackson", "com.fasterxml.jackson"),
        CLASSICAL(Set.of(), "org.bytedeco", "org.ejml", "org.apache.commons.math3"),
        QML(Set.of("kernels", "simulator", "classical"), "org.ejml"),
        STUDIES(Set.of("kernels", "simulator", "classical", "qml"),
                "org.apache.commons.math3", "picocli", "tools.jackson", "com.fasterxml.jackson", "org.sqlite",
                "org.postgresql", "org.slf4j", "me.tongfei.progressbar");

        private final Set<String> visible = new TreeSet<>(Set.of("java", "javax", "jdk", "org.jspecify", root()));

        Module(Set<String> modules, String... libraries) {
            modules.forEach(module -> visible.add("org.ketwright." + module));
            visible.addAll(List.of(libraries));
        }

        private String root() {
            return "org.ketwright." + name().toLowerCase(Locale.ROOT);
        }

        private boolean maySee(JavaClass type) {
            JavaClass element = type.getBaseComponentType();
            String name = element.getPackageName() + ".";
            return element.isPrimitive() || visible.stream().anyMatch(root -> name.startsWith(root + "."));
        }

        ArchRule rule() {
            return classes().that().resideInAPackage(root() + "..")
                    .should().onlyDependOnClassesThat(describe("are in " + visible, this::maySee));
        }
    }

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.ketwright");

    @ParameterizedTest
    @EnumSource
    void classesSeeOnlyWhatTheirModuleMay(Module module) {
        module.rule().check(PRODUCTION);
    }

    @Test
    void onlyNetworksSeeLibtorch() {
        noClasses().that().resideOutsideOfPackage("org.ketwright.classical.network..").should()
                .dependOnClassesThat().resideInAPackage("org.bytedeco..").check(PRODUCTION);
    }

    @Test
    void onlyDevicesOfTheSimulatorSeeJackson() {
        noClasses().that().resideInAPackage("org.ketwright.simulator..").and()
                .resideOutsideOfPackage("org.ketwright.simulator.device..").should()
                .dependOnClassesThat().resideInAPackage("tools.jackson..").check(PRODUCTION);
    }

    @Test
    void aForbiddenEdgeIsFound() {
        JavaClasses fixture = new ClassFileImporter().importClasses(Forbidden.class);
        assertFalse(Module.KERNELS.rule().evaluate(fixture).getFailureReport().isEmpty());
    }

    @Test
    void modulesDeclareOnlyTheirEdges() throws Exception {
        Map<String, Set<String>> edges = Map.of(
                "kernels", Set.of(),
                "simulator", Set.of("kernels"),
                "classical", Set.of(),
                "qml", Set.of("kernels", "simulator", "classical"),
                "studies", Set.of("qml"),
                "benchmarks", Set.of("kernels", "simulator", "classical", "qml"));
        Pattern edge = Pattern.compile("<dependency>\\s*<groupId>org\\.ketwright</groupId>\\s*"
                + "<artifactId>ketwright-(\\w+)</artifactId>");
        for (String module : edges.keySet()) {
            String pom = Files.readString(Path.of("..", module, "pom.xml"));
            Set<String> declared = edge.matcher(pom).results().map(match -> match.group(1)).collect(toSet());
            assertEquals(edges.get(module), declared, module + "/pom.xml");
        }
    }
}

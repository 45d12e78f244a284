package org.ketwright.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Drawings against saved ones; on a mismatch the new drawing is written beside the saved one, to be looked at. */
class DrawingTest {
    private static final Path SAVED = Path.of("src", "test", "resources", "org", "ketwright", "simulator", "drawings");

    static Stream<Arguments> circuits() {
        Circuit teleport = Circuit.on(3, 3).u(0, Angle.fixed(0.3), Angle.fixed(0.2), Angle.fixed(0.1)).h(1).cx(1, 2)
                .cx(0, 1).h(0).measure(0, 0).measure(1, 1)
                .when(Condition.set(0), new Operation.Apply(Gate.Z, List.of(2), List.of()))
                .when(Condition.set(1), new Operation.Apply(Gate.X, List.of(2), List.of())).measure(2, 2).build();
        Circuit quanvolution = Circuit.on(4).ry(0, Angle.feature(0, Math.PI)).ry(1, Angle.feature(1, Math.PI))
                .ry(2, Angle.feature(2, Math.PI)).ry(3, Angle.feature(3, Math.PI))
                .rot(0, Angle.parameter(0), Angle.parameter(1), Angle.parameter(2)).rzz(0, 3, Angle.parameter(3))
                .rzz(1, 2, 0.25).wall().ry(1, Angle.weighted(0, 4, 5)).build();
        CircuitBuilder kinds = Circuit.on(5, 2)
                .controlled(List.of(Control.off(0), Control.on(4)), Gate.RX, List.of(2), Angle.fixed(-Math.PI / 4))
                .swap(1, 3).gate(Gate.CSWAP, 4, 0, 2).gate(Gate.RCCX, 0, 3, 1).gate(Gate.ECR, 4, 3).reset(0)
                .unitary(Gate.ISWAP.matrix(), 2, 0).add(new Operation.Delay(1e-7, List.of(1, 2)))
                .gate(Gate.GPHASE, List.of(), Angle.fixed(1.5))
                .controlled(List.of(Control.on(2)), Gate.GPHASE, List.of(), Angle.fixed(0.5)).wall(0, 1, 4)
                .add(new Operation.Conditional(Condition.equal(2, List.of(0, 1)),
                        List.of(new Operation.Apply(Gate.SX, List.of(3), List.of())),
                        List.of(new Operation.Apply(Gate.TDG, List.of(3), List.of()))));
        CircuitBuilder wide = Circuit.on(3);
        for (int i = 0; i < 40; i++) {
            wide.rx(i % 3, i * 0.1).cx(i % 3, (i + 1) % 3);
        }
        return Stream.of(Arguments.of("teleport", teleport), Arguments.of("quanvolution", quanvolution),
                Arguments.of("kinds", kinds.build()), Arguments.of("wide", wide.build()),
                Arguments.of("empty", Circuit.on(2).build()));
    }

    @ParameterizedTest
    @MethodSource("circuits")
    void textIsAsSaved(String name, Circuit circuit) throws IOException {
        check(name + ".txt", circuit.draw());
    }

    @ParameterizedTest
    @MethodSource("circuits")
    void svgIsAsSaved(String name, Circuit circuit) throws IOException {
        check(name + ".svg", circuit.svg());
    }

    private static void check(String file, String drawn) throws IOException {
        Path saved = SAVED.resolve(file);
        if (!Files.exists(saved) || !Files.readString(saved).equals(drawn)) {
            int dot = file.lastIndexOf('.');
            Path fresh = SAVED.resolve(file.substring(0, dot) + ".new" + file.substring(dot));
            Files.writeString(fresh, drawn);
            throw new AssertionError("the drawing differs: compare " + saved.toUri() + " with " + fresh.toUri()
                    + " and rename the new one if it is right");
        }
    }

    @ParameterizedTest
    @MethodSource("circuits")
    void svgIsWellFormedAndSelfContained(String name, Circuit circuit) throws Exception {
        String svg = circuit.svg();
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertEquals("svg", document.getDocumentElement().getTagName(), name);
        assertFalse(svg.replace("http://www.w3.org/2000/svg", "").matches("(?s).*(http|href|url\\(|@import).*"));
    }

    @ParameterizedTest
    @MethodSource("circuits")
    void textWrapsAtTheWidthGiven(String name, Circuit circuit) {
        for (int width : new int[] {40, 57, 200}) {
            circuit.draw(width).lines().forEach(l -> assertTrue(l.length() <= width, name + ": " + l));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyGateCanBeDrawn(Gate gate) {
        Angle[] angles = IntStream.range(0, gate.parameters()).mapToObj(Angle::parameter).toArray(Angle[]::new);
        Circuit circuit = Circuit.on(5).gate(gate, IntStream.range(0, gate.arity()).boxed().toList(), angles).build();
        assertTrue(circuit.draw().contains(gate.symbol()), circuit.draw());
        assertTrue(circuit.svg().contains("<svg"));
    }

    @Test
    void anglesAreWrittenShort() {
        assertEquals("π/2", Labels.of(Angle.fixed(Math.PI / 2)));
        assertEquals("-3π/4", Labels.of(Angle.fixed(-3 * Math.PI / 4)));
        assertEquals("0.3333", Labels.of(Angle.fixed(1 / 3.0)));
        assertEquals("1.5e-07", Labels.of(Angle.fixed(1.5e-7)));
        assertEquals("0", Labels.of(Angle.fixed(0)));
        assertEquals("2", Labels.of(Angle.fixed(2)));
        assertEquals("-θ3+0.5", Labels.of(Angle.parameter(3, -1, 0.5)));
        assertEquals("πx0-π/2", Labels.of(Angle.feature(0, Math.PI, -Math.PI / 2)));
        assertEquals("π/2·x0", Labels.of(Angle.feature(0, Math.PI / 2)));
        assertEquals("2(θ1·x0+θ2)", Labels.of(new Angle.Weighted(0, 1, 2, 2)));
        assertEquals("θ1·x0", Labels.of(Angle.weighted(0, 1)));
    }

    @Test
    void refusesNarrowDrawings() {
        assertThrows(IllegalArgumentException.class, () -> Circuit.on(1).build().draw(19));
    }
}

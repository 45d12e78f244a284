package org.ketwright.studies.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.studies.Json;

/** Numbers with where they come from, and how they are written. */
class ReportModelTest {

    @Test
    void meansCarryStudentIntervals() {
        Measured m = Measured.mean(1, 2, 3, 4, 5);
        Interval interval = Objects.requireNonNull(m.interval());
        assertEquals(3, m.value());
        assertEquals(5, m.n());
        // Quantile 2.776445 of Student's t with 4 degrees of freedom, from tables.
        assertEquals(3 - 2.776445 * Math.sqrt(2.5 / 5), interval.low(), 1e-6);
        assertNull(Measured.mean(7).interval(), "one value alone does not tell");
        assertThrows(IllegalArgumentException.class, Measured::mean);
        assertThrows(IllegalArgumentException.class, () -> Measured.once(Double.NaN));
    }

    @Test
    void sharesCarryWilsonIntervals() {
        Measured m = Measured.share(8, 10);
        Interval interval = Objects.requireNonNull(m.interval());
        assertEquals(0.8, m.value());
        // From Wilson (1927), as tabulated for 8 of 10.
        assertEquals(0.490, interval.low(), 1e-3);
        assertEquals(0.943, interval.high(), 1e-3);
        assertThrows(IllegalArgumentException.class, () -> Measured.share(3, 2));
    }

    @ParameterizedTest
    @CsvSource({"0.1234,PERCENT,12.3 %", "1,PERCENT,100.0 %", "-0.00001,PERCENT,0.0 %", "-0.5,FIXED,\u22120.500",
            "1234567,COUNT,'1,234,567'", "0,GENERAL,0", "0.5,GENERAL,0.5", "3.14159,GENERAL,3.142",
            "12345.678,GENERAL,12346", "0.00001234,GENERAL,1.234e\u221205", "-2.5,GENERAL,\u22122.5"})
    void numbersAreWrittenForPeople(double value, Format format, String text) {
        assertEquals(text, Numbers.text(value, format));
    }

    @Test
    void rangesHaveTheUnitOnce() {
        assertEquals("10.0\u201320.0 %", Numbers.text(new Interval(0.1, 0.2, ""), Format.PERCENT));
        assertEquals("\u22121 to 2", Numbers.text(new Interval(-1, 2, ""), Format.GENERAL));
        assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1, ""));
    }

    @Test
    void blocksRefuseWhatDoesNotFit() {
        List<Column> columns = List.of(new Column("a", Format.FIXED));
        assertThrows(IllegalArgumentException.class,
                () -> new Table("t", "", columns, List.of(List.of(new Text("x"), new Text("y")))));
        assertThrows(IllegalArgumentException.class, () -> new Chart.HeatMap("t", "", "r", List.of("a"), "c",
                List.of("b"), Axis.share("s"), List.of(List.of())));
        assertThrows(IllegalArgumentException.class, () -> new Chart.Bars("t", "", List.of("a"), Axis.share("s"),
                List.of(new Chart.BarSeries("x", List.of()))));
        assertThrows(IllegalArgumentException.class, () -> new Picture(2, 2, 1, "AAAA", ""));
        assertThrows(IllegalArgumentException.class, () -> new PictureGrid("t", "", List.of("a"),
                List.of(new PictureGrid.Row("r", List.of()))));
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        assertEquals("a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n",
                CsvFiles.text(List.of(List.of("a", "b,c", "d\"e", "f\ng"))));
        assertEquals("accuracy-at-8-255", CsvFiles.name("Accuracy at 8/255!"));
        assertEquals("table", CsvFiles.name("\u00e4\u00f6"));
    }

    @Test
    void tablesWithEqualTitlesGetFilesOfTheirOwn() {
        Table table = new Table("Numbers", "", List.of(new Column("a", Format.FIXED)),
                List.of(List.of(new Measured(0.25, new Interval(0, 1, "guess"), 3))));
        Report report = new Report("", List.of(), List.of(new Section("s", List.of(table, table))), List.of());
        assertEquals(List.of("claims.csv", "numbers.csv", "numbers-2.csv"),
                List.copyOf(CsvFiles.of(report).keySet()));
        assertEquals("a,a low,a high,a n,a kind,a note\r\n0.25,0.0,1.0,3,measured,guess\r\n",
                CsvFiles.of(report).get("numbers.csv"));
    }

    @Test
    void jsonNamesTheKindOfEachNumber() {
        assertEquals("{\"type\":\"NotRun\",\"reason\":\"no card\"}".length(),
                Json.canonical(Json.tree(new NotRun("no card"))).length());
        String json = Json.canonical(Json.tree(new Chart.Point(1, new Claimed(2, "Table 1"))));
        assertEquals("{\"x\":1.0,\"y\":{\"type\":\"Claimed\",\"value\":2.0,\"where\":\"Table 1\"}}", json);
    }

    @Test
    void picturesBecomePngFiles() throws IOException {
        Picture picture = new Picture(3, 2, 3,
                Base64.getEncoder().encodeToString(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
                        17}),
                "");
        ByteBuffer png = ByteBuffer.wrap(PngEncoder.encode(picture));
        assertEquals(0x89504e470d0a1a0aL, png.getLong());
        byte[] header = chunk(png, "IHDR");
        assertArrayEquals(new byte[] {0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0}, header);
        byte[] rows = new InflaterInputStream(new ByteArrayInputStream(chunk(png, "IDAT"))).readAllBytes();
        assertArrayEquals(new byte[] {0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 10, 11, 12, 13, 14, 15, 16, 17}, rows);
        assertEquals(0, chunk(png, "IEND").length);
        assertTrue(!png.hasRemaining());
    }

    @Test
    void grayPicturesAreClipped() {
        Picture picture = Picture.gray(4, 1, new float[] {-1, 0, 0.5f, 2}, "");
        assertArrayEquals(new byte[] {0, 0, (byte) 128, (byte) 255}, Base64.getDecoder().decode(picture.pixels()));
    }

    private static byte[] chunk(ByteBuffer png, String type) {
        byte[] data = new byte[png.getInt()];
        byte[] name = new byte[4];
        png.get(name).get(data);
        assertEquals(type, new String(name, StandardCharsets.US_ASCII));
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        assertEquals((int) sum.getValue(), png.getInt(), () -> "checksum of " + type + Arrays.toString(data));
        return data;
    }
}

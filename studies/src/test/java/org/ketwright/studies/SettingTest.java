package org.ketwright.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ketwright.studies.TinyStudy.Trouble;

/** Typed settings, and how presets and users change them. */
class SettingTest {
    private final Study study = new TinyStudy();
    private final Preset quick = study.presets().getFirst();

    @Test
    void usersChangePresetsAndPresetsChangeDefaults() {
        Preset standard = study.presets().get(1);
        assertEquals(3, Settings.of(study, quick, Map.of()).get(TinyStudy.SEEDS));
        assertEquals(10, Settings.of(study, standard, Map.of()).get(TinyStudy.SEEDS));
        assertEquals(7, Settings.of(study, standard, Map.of("seeds", "7")).get(TinyStudy.SEEDS));
    }

    @Test
    void equalValuesHaveEqualText() {
        Settings a = Settings.of(study, quick, Map.of("levels", "0, 1.50 ,2", "trouble", "ONE-fails"));
        Settings b = Settings.of(study, quick, Map.of("levels", "0.0,1.5,2e0", "trouble", "one-fails"));
        assertEquals(a, b);
        assertEquals(a.hashCode(), b.hashCode());
        assertEquals(List.of(0.0, 1.5, 2.0), a.get(TinyStudy.LEVELS));
        assertEquals(Trouble.ONE_FAILS, a.get(TinyStudy.TROUBLE));
    }

    @ParameterizedTest
    @CsvSource({"seeds,0", "seeds,51", "seeds,three", "seeds,1.5", "levels,11", "levels,'1,,2'", "levels,NaN",
            "levels,''", "levels,'1,0.5'", "levels,'1,1.0'", "trouble,some", "files,yes"})
    void valuesThatAreNotAllowedAreRefused(String key, String text) {
        FailureException e = assertThrows(FailureException.class,
                () -> Settings.of(study, quick, Map.of(key, text)));
        assertEquals(ExitCode.USAGE, e.exitCode());
        assertTrue(String.valueOf(e.getMessage()).contains(key) && String.valueOf(e.getMessage()).contains(text),
                e.getMessage());
    }

    @Test
    void noChoiceIsMadeTwice() {
        Setting<List<Trouble>> troubles = Setting.choices("troubles", Trouble.class, List.of(Trouble.NONE), "some");
        assertEquals(List.of(Trouble.MEMORY, Trouble.NONE), troubles.parse("memory, none"));
        Exception e = assertThrows(IllegalArgumentException.class, () -> troubles.parse("memory,none,memory"));
        assertTrue(String.valueOf(e.getMessage()).contains("each once"), e.getMessage());
    }

    @Test
    void unknownKeysAreRefusedWithTheNearest() {
        FailureException e = assertThrows(FailureException.class,
                () -> Settings.of(study, quick, Map.of("sample", "20")));
        assertTrue(String.valueOf(e.getMessage()).contains("nearest is \"samples\""), e.getMessage());
    }

    @Test
    void undeclaredSettingsAreNotRead() {
        Setting<Boolean> other = Setting.flag("other", true, "not of this study");
        assertThrows(IllegalArgumentException.class, () -> Settings.of(study, quick, Map.of()).get(other));
    }

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,abc,0", "flaw,lawn,2"})
    void distancesAreThoseOfLevenshtein(String a, String b, int distance) {
        assertEquals(distance, Nearest.distance(a, b));
    }
}

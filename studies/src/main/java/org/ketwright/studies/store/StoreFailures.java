package org.ketwright.studies.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.ketwright.studies.ExitCode;
import org.ketwright.studies.FailureException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what a database says into one line that a user understands. */
final class StoreFailures {
    private static final String POSTGRESQL_DISK_FULL = "53100";

    private StoreFailures() {
    }

    static FailureException of(StoreLocation where, SQLException e) {
        if (e instanceof SQLiteException sqlite) {
            return ofSqlite(where, sqlite);
        }
        String state = String.valueOf(e.getSQLState());
        if (state.equals(POSTGRESQL_DISK_FULL)) {
            return full(where, e);
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new FailureException(state.startsWith("08") ? ExitCode.RESOURCES : ExitCode.INPUT,
                "store " + where + ": " + message, e);
    }

    private static FailureException ofSqlite(StoreLocation where, SQLiteException e) {
        // The low byte is the primary code; higher bits only refine it.
        int primary = e.getResultCode().code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return full(where, e);
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return damaged(where, "it is not a sound database", e);
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new FailureException(ExitCode.RESOURCES,
                    "store " + where + ": another process has held it for too long; wait for it or end it", e);
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || primary == SQLiteErrorCode.SQLITE_PERM.code) {
            return new FailureException(ExitCode.INPUT,
                    "store " + where + ": cannot be opened for writing; check that the folder and file are writable",
                    e);
        }
        return new FailureException(ExitCode.RESOURCES, "store " + where + ": " + e.getMessage(), e);
    }

    static FailureException damaged(StoreLocation where, String what, @Nullable Throwable e) {
        return new FailureException(ExitCode.INPUT, "store " + where + ": damaged: " + what
                + "; restore it from a copy, or move it away and run again", e);
    }

    private static FailureException full(StoreLocation where, SQLException e) {
        return new FailureException(ExitCode.RESOURCES,
                "store " + where
                        + ": no space left on the disk, free some; all finished cells are kept",
                e);
    }
}

/** Runs the cells of a study in parallel, resumes them, and writes the report. */
@NullMarked
package org.ketwright.studies.run;

import org.jspecify.annotations.NullMarked;

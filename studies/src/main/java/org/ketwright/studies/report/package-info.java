/** What a study found, and how it is written as a page, JSON and CSV. */
@NullMarked
package org.ketwright.studies.report;

import org.jspecify.annotations.NullMarked;

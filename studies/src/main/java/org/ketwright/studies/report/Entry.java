package org.ketwright.studies.report;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What stands in one place of a table: words, or a number with where it comes from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Entry permits Text, Quantity {
}

package org.ketwright.studies.report;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A part of a section. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Block permits Paragraph, Table, Chart, PictureGrid {
}

package florin.journal.web.export;

import florin.journal.stream.Rejection;
import florin.journal.web.input.DisplayedValue;
import florin.journal.web.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;

/** The format of an exported file. */
public enum ExportFormat {
  CSV(new MediaType("text", "csv", StandardCharsets.UTF_8)),
  NDJSON(MediaType.APPLICATION_NDJSON),
  OFX(new MediaType("application", "x-ofx"));

  /** The description of the query parameter. */
  public static final String PARAMETER =
      "csv: RFC 4180 in UTF-8, a title line first, amounts as plain decimals; a text that a"
          + " spreadsheet would compute has an apostrophe before it; an empty cell is null or an"
          + " empty text. ndjson: one JSON object a line, as in the list.";

  /** The formats that every list has. */
  public static final List<ExportFormat> OF_LISTS = List.of(CSV, NDJSON);

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final MediaType mediaType;

  ExportFormat(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * The format of a list by its name.
   *
   * @throws Rejection {@code export-format-unknown}
   */
  public static ExportFormat of(String name) {
    return of(name, OF_LISTS);
  }

  /**
   * The format of this name.
   *
   * @throws Rejection {@code export-format-unknown} if it is none of those
   */
  public static ExportFormat of(String name, List<ExportFormat> offered) {
    return offered.stream()
        .filter(format -> format.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Rejection(
                    ProblemType.EXPORT_FORMAT_UNKNOWN,
                    "format: "
                        + DisplayedValue.of(name)
                        + " (expected: "
                        + offered.stream().map(ExportFormat::word).collect(Collectors.joining(", "))
                        + ")",
                    "format"));
  }

  /** The value of the query parameter, and the extension of the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  MediaType mediaType() {
    return mediaType;
  }
}

package florin.migrate.plan.row;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the rows of a table that can be brought: with a key, once each, referring to something. */
public final class KeptRows {

  /** Characters of an id of a provider that Florin holds. */
  private static final int LONGEST_KEY = 256;

  private static final int SHOWN = 100;

  /** The columns that are read as a truth value. */
  private static final List<String> FLAGS =
      List.of(
          "is_active",
          "is_cash_equivalent",
          "is_hidden",
          "is_internal",
          "pending",
          "updated_by_rule",
          "user_modified");

  private final SourceDatabase source;
  private final Findings findings;
  private final BroughtKeys keys;

  public KeptRows(SourceDatabase source, Findings findings, BroughtKeys keys) {
    this.source = source;
    this.findings = findings;
    this.keys = keys;
  }

  /** A row and its key. */
  public record Kept(String key, SourceRow row) {}

  /** Whether a row is brought; if not, the reason was reported. */
  public interface Check {
    boolean brought(Kept kept);
  }

  public List<Kept> read(String table, List<String> key, List<Reference> references, Check check) {
    List<Kept> kept = new ArrayList<>();
    each(table, key, references, check, kept::add);
    return kept;
  }

  /** The same without keeping the rows of a large table in memory. */
  public void each(
      String table,
      List<String> key,
      List<Reference> references,
      Check check,
      Consumer<Kept> brought) {
    source.read(
        table,
        "id",
        row -> {
          findings.read(table);
          Optional<String> id = keyOf(key, row);
          if (id.isEmpty()) {
            findings.leftOut(
                table,
                row.text("id").map(number -> "id " + number).orElse("-"),
                FindingRule.MISSING_VALUE,
                "%s: none (expected: a key)".formatted(String.join(", ", key)));
            return;
          }
          if (id.get().length() > LONGEST_KEY) {
            findings.leftOut(
                table,
                Vocabulary.cut(id.get(), SHOWN),
                FindingRule.OUT_OF_RANGE,
                "%s: %d characters (expected: at most %d)"
                    .formatted(String.join(", ", key), id.get().length(), LONGEST_KEY));
            return;
          }
          Kept one = new Kept(id.get(), row);
          if (keys.contains(table, one.key())) {
            findings.merged(
                table, one.key(), FindingRule.DUPLICATE_ID, key.getFirst() + " occurs again");
          } else if (refers(table, one, references) && check.brought(one)) {
            one.row()
                .columnsWithNul()
                .forEach(
                    column ->
                        findings.changed(
                            table,
                            one.key(),
                            FindingRule.UNREADABLE_VALUE,
                            column + ": brought without its NUL characters"));
            reportUnreadableFlags(table, one);
            keys.add(table, one.key());
            brought.accept(one);
          }
        });
  }

  private void reportUnreadableFlags(String table, Kept one) {
    for (String column : FLAGS) {
      if (!one.row().isFlag(column)) {
        findings.changed(
            table,
            one.key(),
            FindingRule.UNREADABLE_VALUE,
            "%s: '%s' read as false (expected: true or false)"
                .formatted(column, Vocabulary.cut(one.row().text(column).orElse(""), SHOWN)));
      }
    }
  }

  private static Optional<String> keyOf(List<String> key, SourceRow row) {
    List<String> parts = new ArrayList<>();
    for (String column : key) {
      Optional<String> part = row.text(column);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(String.join("/", parts));
  }

  private boolean refers(String table, Kept one, List<Reference> references) {
    for (Reference reference : references) {
      if (!one.row().table().has(reference.column())) {
        continue;
      }
      Optional<String> to = one.row().text(reference.column());
      boolean found = to.filter(key -> keys.contains(reference.table(), key)).isPresent();
      String detail =
          "%s: %s (expected: a row of %s that is brought)"
              .formatted(reference.column(), to.orElse("none"), reference.table());
      if (!found && reference.needed()) {
        findings.leftOut(table, one.key(), FindingRule.ORPHAN, detail);
        return false;
      }
      if (!found && to.isPresent()) {
        findings.changed(table, one.key(), FindingRule.REFERENCE_DROPPED, detail);
      }
    }
    return true;
  }
}

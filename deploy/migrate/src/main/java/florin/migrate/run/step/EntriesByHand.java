package florin.migrate.run.step;

import florin.migrate.plan.transaction.PlannedTransaction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entries by hand that Florin has. Such an entry is recognised by the source's id in its note; if
 * the user has changed the note, by its account, day, amount and description.
 */
public final class EntriesByHand {

  private static final String PREFIX = "pyNance ";

  /** The user's changes of an entry that is as it was brought: the entry and its note. */
  private static final int CHANGES = 2;

  private final Map<String, FoundTransaction> byNote = new HashMap<>();
  private final Map<String, List<FoundTransaction>> byContent = new HashMap<>();

  public static String note(PlannedTransaction one) {
    return PREFIX + one.id();
  }

  /** Whether the user has changed an entry since it was brought. */
  static boolean isEdited(FoundTransaction one) {
    return !one.note().startsWith(PREFIX) || one.version() > CHANGES;
  }

  void add(FoundTransaction one) {
    if (one.note().startsWith(PREFIX)) {
      byNote.put(one.note(), one);
    } else {
      byContent
          .computeIfAbsent(
              content(one.account(), one.date().toString(), one.amount(), one.description()),
              _ -> new ArrayList<>())
          .add(one);
    }
  }

  Optional<FoundTransaction> named(PlannedTransaction one) {
    return Optional.ofNullable(byNote.get(note(one)));
  }

  /** An entry that is equal, each of them once. */
  Optional<FoundTransaction> equal(PlannedTransaction one, String account) {
    List<FoundTransaction> equal =
        byContent.getOrDefault(
            content(account, one.date().toString(), one.amount(), one.name()), new ArrayList<>());
    return equal.isEmpty() ? Optional.empty() : Optional.of(equal.removeLast());
  }

  private static String content(String account, String date, BigDecimal amount, String text) {
    return String.join(
        "\n", account, date, amount.stripTrailingZeros().toPlainString(), text.strip());
  }
}

package florin.planning.mark;

import florin.journal.stream.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The user's statement about one due date of a bill. */
public sealed interface OccurrenceMark {

  String STREAM = "bill-occurrence";

  record Absent() implements OccurrenceMark {}

  /**
   * A due date that was marked once.
   *
   * @param status empty if the mark was taken back
   * @param notPaidBy the transactions that do not pay the bill, although they match it
   */
  record Present(
      UUID scenario,
      UUID bill,
      LocalDate dueDate,
      Optional<OccurrenceStatus> status,
      Set<UUID> notPaidBy)
      implements OccurrenceMark {

    UUID id() {
      return OccurrenceMark.id(bill, dueDate);
    }
  }

  /** The id of a due date of a bill. */
  static UUID id(UUID bill, LocalDate dueDate) {
    return Ids.named(bill, STREAM + " " + dueDate);
  }

  static List<OccurrenceMarkEvent> decide(OccurrenceMarkCommand command, OccurrenceMark state) {
    return switch (command) {
      case OccurrenceMarkCommand.Mark c ->
          c.mark().equals(state)
              ? List.of()
              : List.of(new OccurrenceMarkEvent.Marked(c.mark(), c.at()));
      case OccurrenceMarkCommand.Clear c ->
          state instanceof Present present && present.status().isPresent()
              ? List.of(
                  new OccurrenceMarkEvent.Marked(
                      new Present(
                          present.scenario(),
                          present.bill(),
                          present.dueDate(),
                          Optional.empty(),
                          Set.of()),
                      c.at()))
              : List.of();
    };
  }

  static OccurrenceMark evolve(OccurrenceMark state, OccurrenceMarkEvent event) {
    return switch (event) {
      case OccurrenceMarkEvent.Marked e -> e.mark();
    };
  }
}

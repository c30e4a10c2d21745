package florin.transactions.recurring.series;

import florin.journal.stream.Rejection;
import florin.transactions.recurring.pattern.DueRule;
import florin.transactions.recurring.pattern.PriceChange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A recurring series: its pattern, its occurrences, and the decisions of its user. */
public sealed interface Series {

  String STREAM = "series";

  record Absent() implements Series {}

  /**
   * There is one.
   *
   * @param ended whether the user ended it; an end by silence follows from the due dates
   * @param occurrences by transaction
   * @param unlinked the rows that the user took out, by transaction
   * @param pricedSince the date of the last price change
   */
  record Present(
      UUID id,
      SeriesGroup group,
      String name,
      SeriesPattern pattern,
      SeriesOverrides overrides,
      SeriesStatus status,
      boolean ended,
      boolean removed,
      Map<UUID, Occurrence> occurrences,
      Map<UUID, Occurrence> unlinked,
      Optional<LocalDate> pricedSince)
      implements Series {

    /** Whether the detection leaves it alone. */
    public boolean dormant() {
      return removed || status == SeriesStatus.DISMISSED;
    }

    public DueRule rule() {
      return overrides.rule().orElse(pattern.rule());
    }

    public BigDecimal expected() {
      return overrides.amount().orElse(pattern.band().expected());
    }

    Optional<LocalDate> lastDate() {
      return occurrences.values().stream().map(Occurrence::date).max(Comparator.naturalOrder());
    }

    Present with(SeriesPattern other) {
      return new Present(
          id,
          group,
          name,
          other,
          overrides,
          status,
          ended,
          removed,
          occurrences,
          unlinked,
          pricedSince);
    }

    Present with(SeriesOverrides other) {
      return new Present(
          id,
          group,
          name,
          pattern,
          other,
          status,
          ended,
          removed,
          occurrences,
          unlinked,
          pricedSince);
    }

    Present with(SeriesStatus other) {
      return new Present(
          id,
          group,
          name,
          pattern,
          overrides,
          other,
          ended,
          removed,
          occurrences,
          unlinked,
          pricedSince);
    }

    Present ended(boolean now) {
      return new Present(
          id,
          group,
          name,
          pattern,
          overrides,
          status,
          now,
          removed,
          occurrences,
          unlinked,
          pricedSince);
    }

    Present removed(boolean now) {
      return new Present(
          id,
          group,
          name,
          pattern,
          overrides,
          status,
          ended,
          now,
          occurrences,
          unlinked,
          pricedSince);
    }

    Present priced(LocalDate since) {
      return new Present(
          id,
          group,
          name,
          pattern,
          overrides,
          status,
          ended,
          removed,
          occurrences,
          unlinked,
          Optional.of(since));
    }

    private Present rows(Map<UUID, Occurrence> linked, Map<UUID, Occurrence> taken) {
      return new Present(
          id,
          group,
          name,
          pattern,
          overrides,
          status,
          ended,
          removed,
          Map.copyOf(linked),
          Map.copyOf(taken),
          pricedSince);
    }

    Present linked(List<Occurrence> more) {
      Map<UUID, Occurrence> rows = new LinkedHashMap<>(occurrences);
      Map<UUID, Occurrence> taken = new LinkedHashMap<>(unlinked);
      for (Occurrence occurrence : more) {
        rows.put(occurrence.transaction(), occurrence);
        taken.remove(occurrence.transaction());
      }
      return rows(rows, taken);
    }

    Present without(Set<UUID> transactions, boolean byUser) {
      Map<UUID, Occurrence> rows = new LinkedHashMap<>(occurrences);
      Map<UUID, Occurrence> taken = new LinkedHashMap<>(unlinked);
      for (UUID transaction : transactions) {
        Occurrence gone = rows.remove(transaction);
        if (byUser && gone != null) {
          taken.put(transaction, gone);
        }
      }
      return rows(rows, taken);
    }

    /** The rows that the user took out, of these transactions. */
    public List<Occurrence> taken(Set<UUID> transactions) {
      return unlinked.values().stream()
          .filter(row -> transactions.contains(row.transaction()))
          .sorted(Comparator.comparing(Occurrence::transaction))
          .toList();
    }
  }

  static List<SeriesEvent> decide(SeriesCommand command, Series state) {
    return switch (command) {
      case SeriesCommand.Detect c -> SeriesRules.detect(c, state);
      case SeriesCommand.Create c ->
          state instanceof Present
              ? List.of()
              : List.of(new SeriesEvent.Created(c.id(), c.group(), c.name(), c.pattern(), c.at()));
      case SeriesCommand.Observe c -> SeriesRules.observe(c, existing(state));
      case SeriesCommand.Link c ->
          SeriesRules.link(existing(state), c.occurrences(), c.at(), false);
      case SeriesCommand.Relink c ->
          SeriesRules.link(existing(state), c.occurrences(), c.at(), true);
      case SeriesCommand.Lose c -> SeriesRules.lose(existing(state), c);
      case SeriesCommand.Unlink c -> SeriesRules.unlink(existing(state), c);
      case SeriesCommand.Revise c -> revise(c, existing(state));
      case SeriesCommand.Confirm _,
          SeriesCommand.Dismiss _,
          SeriesCommand.Reconsider _,
          SeriesCommand.End _,
          SeriesCommand.Revive _,
          SeriesCommand.Remove _,
          SeriesCommand.Restore _ ->
          judge(command, existing(state));
    };
  }

  private static List<SeriesEvent> judge(SeriesCommand command, Present p) {
    return switch (command) {
      case SeriesCommand.Confirm c ->
          unless(p.status() == SeriesStatus.CONFIRMED, new SeriesEvent.Confirmed(p.id(), c.at()));
      case SeriesCommand.Dismiss c ->
          unless(p.status() == SeriesStatus.DISMISSED, new SeriesEvent.Dismissed(p.id(), c.at()));
      case SeriesCommand.Reconsider c ->
          unless(
              p.status() == SeriesStatus.SUGGESTED, new SeriesEvent.Reconsidered(p.id(), c.at()));
      case SeriesCommand.End c -> unless(p.ended(), new SeriesEvent.Ended(p.id(), c.at()));
      case SeriesCommand.Revive c -> unless(!p.ended(), new SeriesEvent.Revived(p.id(), c.at()));
      case SeriesCommand.Remove c -> unless(p.removed(), new SeriesEvent.Removed(p.id(), c.at()));
      case SeriesCommand.Restore c ->
          unless(!p.removed(), new SeriesEvent.Restored(p.id(), c.at()));
      case SeriesCommand.Detect _,
          SeriesCommand.Create _,
          SeriesCommand.Observe _,
          SeriesCommand.Link _,
          SeriesCommand.Relink _,
          SeriesCommand.Lose _,
          SeriesCommand.Unlink _,
          SeriesCommand.Revise _ ->
          List.of();
    };
  }

  private static List<SeriesEvent> revise(SeriesCommand.Revise c, Present p) {
    return unless(
        p.overrides().equals(c.overrides()),
        new SeriesEvent.Revised(p.id(), p.group().direction(), c.overrides(), c.at()));
  }

  private static List<SeriesEvent> unless(boolean already, SeriesEvent event) {
    return already ? List.of() : List.of(event);
  }

  private static Present existing(Series state) {
    return switch (state) {
      case Absent() -> throw new Rejection("not-found", "There is no such series.");
      case Present present -> present;
    };
  }

  static Series evolve(Series state, SeriesEvent event) {
    return switch (state) {
      case Absent absent ->
          switch (event) {
            case SeriesEvent.Detected e ->
                first(e.id(), e.group(), e.name(), e.pattern(), SeriesStatus.SUGGESTED);
            case SeriesEvent.Created e ->
                first(e.id(), e.group(), e.name(), e.pattern(), SeriesStatus.CONFIRMED);
            case SeriesEvent.Relearned _,
                SeriesEvent.Revised _,
                SeriesEvent.PriceChanged _,
                SeriesEvent.Linked _,
                SeriesEvent.Unlinked _,
                SeriesEvent.Lost _,
                SeriesEvent.Confirmed _,
                SeriesEvent.Dismissed _,
                SeriesEvent.Reconsidered _,
                SeriesEvent.Ended _,
                SeriesEvent.Revived _,
                SeriesEvent.Removed _,
                SeriesEvent.Restored _ ->
                absent;
          };
      case Present p -> after(p, event);
    };
  }

  private static Present first(
      UUID id, SeriesGroup group, String name, SeriesPattern pattern, SeriesStatus status) {
    return new Present(
        id,
        group,
        name,
        pattern,
        SeriesOverrides.NONE,
        status,
        false,
        false,
        Map.of(),
        Map.of(),
        Optional.empty());
  }

  private static Present after(Present p, SeriesEvent event) {
    return switch (event) {
      case SeriesEvent.Detected _, SeriesEvent.Created _ -> p;
      case SeriesEvent.Relearned e -> p.with(e.pattern());
      case SeriesEvent.Revised e -> p.with(e.overrides());
      case SeriesEvent.PriceChanged e -> p.priced(e.change().since());
      case SeriesEvent.Linked e -> p.linked(e.occurrences());
      case SeriesEvent.Unlinked e -> p.without(e.transactions(), true);
      case SeriesEvent.Lost e -> p.without(e.transactions(), false);
      case SeriesEvent.Confirmed _ -> p.with(SeriesStatus.CONFIRMED);
      case SeriesEvent.Dismissed _ -> p.with(SeriesStatus.DISMISSED);
      case SeriesEvent.Reconsidered _ -> p.with(SeriesStatus.SUGGESTED);
      case SeriesEvent.Ended _ -> p.ended(true);
      case SeriesEvent.Revived _ -> p.ended(false);
      case SeriesEvent.Removed _ -> p.removed(true);
      case SeriesEvent.Restored _ -> p.removed(false);
    };
  }

  /** The price changes after the last one that is recorded. */
  static List<PriceChange> later(Present p, List<PriceChange> changes) {
    return changes.stream()
        .filter(change -> p.pricedSince().map(since -> change.since().isAfter(since)).orElse(true))
        .toList();
  }
}

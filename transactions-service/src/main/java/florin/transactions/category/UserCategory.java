package florin.transactions.category;

import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A category that its user made. Whether others allow it is checked where others can be seen. */
public sealed interface UserCategory {

  String STREAM = "category";

  record Absent() implements UserCategory {}

  record Present(
      UUID id, String name, Optional<UUID> parent, boolean archived, Optional<UUID> mergedInto)
      implements UserCategory {}

  /** The category as which it counts, if it was merged. */
  static Optional<UUID> mergedInto(UserCategory state) {
    return state instanceof Present present ? present.mergedInto() : Optional.empty();
  }

  static List<CategoryEvent> decide(CategoryCommand command, UserCategory state) {
    return switch (command) {
      case CategoryCommand.Create c -> create(c, state);
      case CategoryCommand.Rename c ->
          unless(
              offered(state).name().equals(c.name()),
              new CategoryEvent.Renamed(c.id(), c.name(), c.at()));
      case CategoryCommand.Move c ->
          unless(
              offered(state).parent().equals(c.parent()),
              new CategoryEvent.Moved(c.id(), c.parent(), c.at()));
      case CategoryCommand.Merge c ->
          unless(
              existing(state).mergedInto().equals(Optional.of(c.into())),
              new CategoryEvent.Merged(c.id(), c.into(), c.at()));
      case CategoryCommand.Unmerge c ->
          unless(
              existing(state).mergedInto().isEmpty(), new CategoryEvent.Unmerged(c.id(), c.at()));
      case CategoryCommand.Archive c ->
          unless(existing(state).archived(), new CategoryEvent.Archived(c.id(), c.at()));
      case CategoryCommand.Unarchive c ->
          unless(!existing(state).archived(), new CategoryEvent.Unarchived(c.id(), c.at()));
    };
  }

  private static List<CategoryEvent> create(CategoryCommand.Create c, UserCategory state) {
    return switch (state) {
      case Absent() -> List.of(new CategoryEvent.Created(c.id(), c.name(), c.parent(), c.at()));
      case Present _ -> List.of();
    };
  }

  private static List<CategoryEvent> unless(boolean already, CategoryEvent event) {
    return already ? List.of() : List.of(event);
  }

  private static Present existing(UserCategory state) {
    return switch (state) {
      case Absent() -> throw new Rejection("not-found", "There is no such category.");
      case Present present -> present;
    };
  }

  private static Present offered(UserCategory state) {
    Present present = existing(state);
    if (present.archived()) {
      throw new Rejection(
          TransactionsProblem.CATEGORY_ARCHIVED, "The category is archived; unarchive it first.");
    }
    return present;
  }

  static UserCategory evolve(UserCategory state, CategoryEvent event) {
    if (event instanceof CategoryEvent.Created e) {
      return new Present(e.id(), e.name(), e.parent(), false, Optional.empty());
    }
    return switch (state) {
      case Absent absent -> absent; // no recorded history begins like this
      case Present p -> after(p, event);
    };
  }

  private static Present after(Present p, CategoryEvent event) {
    return switch (event) {
      case CategoryEvent.Created _ -> p;
      case CategoryEvent.Renamed e ->
          new Present(p.id(), e.name(), p.parent(), p.archived(), p.mergedInto());
      case CategoryEvent.Moved e ->
          new Present(p.id(), p.name(), e.parent(), p.archived(), p.mergedInto());
      case CategoryEvent.Merged e ->
          new Present(p.id(), p.name(), p.parent(), p.archived(), Optional.of(e.into()));
      case CategoryEvent.Unmerged _ ->
          new Present(p.id(), p.name(), p.parent(), p.archived(), Optional.empty());
      case CategoryEvent.Archived _ ->
          new Present(p.id(), p.name(), p.parent(), true, p.mergedInto());
      case CategoryEvent.Unarchived _ ->
          new Present(p.id(), p.name(), p.parent(), false, p.mergedInto());
    };
  }
}

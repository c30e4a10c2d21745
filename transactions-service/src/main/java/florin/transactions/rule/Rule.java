package florin.transactions.rule;

import florin.journal.stream.Rejection;
import florin.transactions.rule.definition.RuleDefinition;
import java.util.List;
import java.util.UUID;

/** A rule of a user. References to categories, merchants and accounts are checked by the API. */
public sealed interface Rule {

  String STREAM = "rule";

  record Absent() implements Rule {}

  /**
   * A rule that was created.
   *
   * @param position of two rules, the one with the lower position is evaluated first
   * @param deleted whether it is kept only to be restored
   */
  record Present(UUID id, int position, boolean enabled, RuleDefinition definition, boolean deleted)
      implements Rule {

    private Present with(boolean on, boolean gone) {
      return new Present(id, position, on, definition, gone);
    }
  }

  static List<RuleEvent> decide(RuleCommand command, Rule state) {
    return switch (command) {
      case RuleCommand.Create c ->
          state instanceof Present
              ? List.of()
              : List.of(
                  new RuleEvent.Created(c.id(), c.position(), c.enabled(), c.definition(), c.at()));
      case RuleCommand.Revise c ->
          unless(
              usable(state).definition().equals(c.definition()),
              new RuleEvent.Revised(c.id(), c.definition(), c.at()));
      case RuleCommand.Move c ->
          unless(
              usable(state).position() == c.position(),
              new RuleEvent.Ordered(c.id(), c.position(), c.at()));
      case RuleCommand.Enable c ->
          unless(
              usable(state).enabled() == c.enabled(),
              c.enabled()
                  ? new RuleEvent.Enabled(c.id(), c.at())
                  : new RuleEvent.Disabled(c.id(), c.at()));
      case RuleCommand.Delete c ->
          unless(usable(state).deleted(), new RuleEvent.Deleted(c.id(), c.at()));
      case RuleCommand.Restore c ->
          unless(!existing(state).deleted(), new RuleEvent.Restored(c.id(), c.at()));
    };
  }

  private static List<RuleEvent> unless(boolean already, RuleEvent event) {
    return already ? List.of() : List.of(event);
  }

  private static Present existing(Rule state) {
    return switch (state) {
      case Absent() -> throw notFound();
      case Present present -> present;
    };
  }

  private static Present usable(Rule state) {
    Present present = existing(state);
    if (present.deleted()) {
      throw notFound();
    }
    return present;
  }

  private static Rejection notFound() {
    return new Rejection("not-found", "There is no such rule.");
  }

  static Rule evolve(Rule state, RuleEvent event) {
    if (event instanceof RuleEvent.Created e) {
      return new Present(e.id(), e.position(), e.enabled(), e.definition(), false);
    }
    return switch (state) {
      case Absent absent -> absent; // no stream begins like this
      case Present p -> after(p, event);
    };
  }

  private static Present after(Present p, RuleEvent event) {
    return switch (event) {
      case RuleEvent.Created _ -> p;
      case RuleEvent.Revised e ->
          new Present(p.id(), p.position(), p.enabled(), e.definition(), p.deleted());
      case RuleEvent.Ordered e ->
          new Present(p.id(), e.position(), p.enabled(), p.definition(), p.deleted());
      case RuleEvent.Enabled _ -> p.with(true, p.deleted());
      case RuleEvent.Disabled _ -> p.with(false, p.deleted());
      case RuleEvent.Deleted _ -> p.with(p.enabled(), true);
      case RuleEvent.Restored _ -> p.with(p.enabled(), false);
    };
  }
}

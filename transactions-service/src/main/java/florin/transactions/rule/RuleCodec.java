package florin.transactions.rule;

import florin.events.transactions.RuleCreated;
import florin.events.transactions.RuleDeleted;
import florin.events.transactions.RuleDisabled;
import florin.events.transactions.RuleEnabled;
import florin.events.transactions.RuleOrdered;
import florin.events.transactions.RuleRestored;
import florin.events.transactions.RuleRevised;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import org.apache.avro.specific.SpecificRecord;

/** The events of a rule as Avro. */
public final class RuleCodec implements EventCodec<RuleEvent> {

  public static final StreamType<RuleCommand, RuleEvent, Rule> RULES =
      StreamType.of(Rule.STREAM, new Rule.Absent(), Rule::decide, Rule::evolve, new RuleCodec())
          .refusedWith("There is no such rule.")
          .undoneBy(RuleUndo::of, RuleUndo::restoring);

  private RuleCodec() {}

  @Override
  public SpecificRecord toAvro(RuleEvent event) {
    return switch (event) {
      case RuleEvent.Created e ->
          new RuleCreated(
              e.id(),
              e.position(),
              e.enabled(),
              RuleDefinitionCodec.toAvro(e.definition()),
              e.at());
      case RuleEvent.Revised e ->
          new RuleRevised(e.id(), RuleDefinitionCodec.toAvro(e.definition()), e.at());
      case RuleEvent.Ordered e -> new RuleOrdered(e.id(), e.position(), e.at());
      case RuleEvent.Enabled e -> new RuleEnabled(e.id(), e.at());
      case RuleEvent.Disabled e -> new RuleDisabled(e.id(), e.at());
      case RuleEvent.Deleted e -> new RuleDeleted(e.id(), e.at());
      case RuleEvent.Restored e -> new RuleRestored(e.id(), e.at());
    };
  }

  @Override
  public RuleEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case RuleCreated e ->
          new RuleEvent.Created(
              e.getRuleId(),
              e.getPosition(),
              e.getEnabled(),
              RuleDefinitionCodec.fromAvro(e.getDefinition()),
              e.getAt());
      case RuleRevised e ->
          new RuleEvent.Revised(
              e.getRuleId(), RuleDefinitionCodec.fromAvro(e.getDefinition()), e.getAt());
      case RuleOrdered e -> new RuleEvent.Ordered(e.getRuleId(), e.getPosition(), e.getAt());
      case RuleEnabled e -> new RuleEvent.Enabled(e.getRuleId(), e.getAt());
      case RuleDisabled e -> new RuleEvent.Disabled(e.getRuleId(), e.getAt());
      case RuleDeleted e -> new RuleEvent.Deleted(e.getRuleId(), e.getAt());
      case RuleRestored e -> new RuleEvent.Restored(e.getRuleId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of a rule)");
    };
  }
}

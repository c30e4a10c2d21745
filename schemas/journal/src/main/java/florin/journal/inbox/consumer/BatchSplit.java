package florin.journal.inbox.consumer;

import florin.journal.deadletter.DeadLetters;
import florin.journal.erasure.ErasureCodec;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.InboundRecord;
import florin.journal.inbox.Inbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The records in line, split into those to apply and those to keep as dead letters: from the first
 * unreadable record of a user on, all later ones of that user become dead letters. An erasure does
 * not wait: it deletes what is parked with everything else.
 *
 * @param apply in the order they came
 * @param park in the order they came
 * @param skip of types that this build does not have; they hold up nothing
 */
record BatchSplit(
    List<InboundEvent> apply,
    List<DeadLetters.DeadLetter> park,
    List<DeadLetters.DeadLetter> skip) {

  private static final String BEHIND = "an earlier event of this user is parked";
  private static final String UNKNOWN = "the type is not known to this build";

  static BatchSplit of(
      List<InboundRecord> records,
      Set<UUID> parkedUsers,
      Set<UUID> erased,
      Inbox.UnknownTypes unknownTypes) {
    Set<UUID> waiting = new HashSet<>(parkedUsers);
    List<InboundEvent> apply = new ArrayList<>();
    List<DeadLetters.DeadLetter> park = new ArrayList<>();
    List<DeadLetters.DeadLetter> skip = new ArrayList<>();
    for (InboundRecord record : records) {
      Optional<UUID> user = record.user();
      if (user.filter(erased::contains).isPresent()) {
        continue;
      }
      if (unknownTypes == Inbox.UnknownTypes.SKIP && record.unknownType().isPresent()) {
        skip.add(new DeadLetters.DeadLetter(record, UNKNOWN));
      } else if (record.event().isEmpty()) {
        park.add(new DeadLetters.DeadLetter(record, record.fault()));
        user.ifPresent(waiting::add);
      } else if (user.filter(waiting::contains).isPresent() && !erases(record)) {
        park.add(new DeadLetters.DeadLetter(record, BEHIND));
      } else {
        apply.add(record.event().get());
      }
    }
    return new BatchSplit(apply, park, skip);
  }

  private static boolean erases(InboundRecord record) {
    return record.event().filter(inbound -> ErasureCodec.begins(inbound.event())).isPresent();
  }
}
